import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Executor } from "../../src/execute/executor.ts";
import { inProcess } from "../../src/execute/in-process.ts";
import { queueAddress } from "../../src/execute/queue/address.ts";
import { queueExecutor } from "../../src/execute/queue/queue-executor.ts";
import { queueWorker } from "../../src/execute/queue/queue-worker.ts";
import type { Task } from "../../src/execute/task.ts";
import { smallNight } from "../laws/small-night.ts";
import { lab } from "../run/lab-text.ts";
import { haveRedis, RedisServer } from "./redis-server.ts";

const WORKER = new URL("../../dist/execute/worker.js", import.meta.url);
const VERSION = "1.2.3";

const desk = lab(`
run: {requests: 2k, warmup: 100, replications: 2}
sources: [{id: users, arrivals: {poisson: 8/s}, path: [desk]}]
stations: [{id: desk, servers: 10, service: {exponential: 1s}}]
budgets: [{id: slow, of: users, figure: response.p99, max: 5s}]
`);
const night = smallNight("run.to=20:01", "run.drain=20s", "run.scale=1/200");

describe.runIf(haveRedis())("runs that go through a queue", () => {
  let server: RedisServer;
  const stop = new AbortController();
  const workers: Promise<number>[] = [];
  let executor: Executor;

  function startWorker(signal: AbortSignal = stop.signal, version = VERSION): Promise<number> {
    const address = queueAddress(server.address, server.password);
    const worker = queueWorker({ address, version, workers: 1, worker: WORKER, onDone: () => {}, signal });
    workers.push(worker.catch(() => 0));
    return worker;
  }

  function open(version = VERSION): Promise<Executor> {
    return queueExecutor({ address: queueAddress(server.address, server.password), version });
  }

  beforeAll(async () => {
    if (!existsSync(WORKER)) throw new Error("dist is missing: run `npm run build`");
    server = await RedisServer.start("s3cret");
    executor = await open();
    void startWorker();
    void startWorker();
  });
  afterAll(async () => {
    stop.abort();
    await Promise.all(workers);
    await executor.close();
    await server.remove();
  });

  test("have the outcomes that they have in this process, in the order of the tasks, results to the byte", async () => {
    const tasks: Task[] = [
      { scenario: night, seed: "a", toMs: 20_000, withResult: true },
      ...["b", "c", "d", "e"].map((seed) => ({ scenario: desk, seed, withResult: seed < "d" })),
      { scenario: { ...night, regions: [] }, seed: "poisoned" },
      { scenario: desk, seed: "b", withResult: true },
    ];
    const told: number[] = [];
    const outcomes = await executor.execute(tasks, { onOutcome: (_, i) => void told.push(i) });
    expect(outcomes).toEqual(JSON.parse(JSON.stringify(await inProcess().execute(tasks))));
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      "done",
      "done",
      "done",
      "done",
      "done",
      "failed",
      "done",
    ]);
    expect(told.sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("are asked for again where the queue has lost them, and found by a worker that was there before", async () => {
    const tasks = Array.from({ length: 30 }, (_, i): Task => ({ scenario: desk, seed: `lost ${i}` }));
    let restarted = false;
    const outcomes = await executor.execute(tasks, {
      onOutcome: async () => {
        if (restarted) return;
        restarted = true;
        await server.down();
        await server.up();
      },
    });
    expect(outcomes.map(({ kind }) => kind)).toEqual(tasks.map(() => "done"));
  });

  test("are done only by workers of the version that asks; another one is refused", async () => {
    await executor.execute([{ scenario: desk, seed: "b" }]);
    await expect(startWorker(stop.signal, "9.9.9")).rejects.toThrow(
      `hongbao ${VERSION} is needed at ${server.address}, and this is 9.9.9`,
    );
  });

  test("are taken back where nobody has begun them when the stop is asked for", async () => {
    const alone = await open("7.7.7");
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 500);
    const outcomes = await alone.execute([{ scenario: desk, seed: "z" }], { signal: ending.signal });
    expect(outcomes).toEqual([{ kind: "skipped" }]);
    const idle = queueWorker({
      address: queueAddress(server.address, server.password),
      version: "7.7.7",
      workers: 1,
      worker: WORKER,
      idleMs: 500,
      onDone: () => {},
      signal: stop.signal,
    });
    // The one before said that it needs 7.7.7, so this one is welcome, and finds nothing.
    expect(await idle).toBe(0);
    await alone.close();
  });

  test("need the right password, which no message tells", async () => {
    const address = queueAddress(server.address, "wrong-secret");
    const refused = queueExecutor({ address, version: VERSION });
    await expect(refused).rejects.toThrow(/^cannot reach redis:\/\/127\.0\.0\.1:\d+: WRONGPASS/);
    await expect(refused).rejects.not.toThrow(/wrong-secret/);
  });
});
