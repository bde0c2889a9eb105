import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Executor, Progress } from "../../src/execute/executor.ts";
import { inProcess } from "../../src/execute/in-process.ts";
import type { Task } from "../../src/execute/task.ts";
import { workerPool } from "../../src/execute/worker-pool.ts";
import { encodeResult } from "../../src/result/encode.ts";
import { encodeLabResult } from "../../src/result/encode-lab.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { run } from "../../src/run/run.ts";
import { smallNight } from "../laws/small-night.ts";
import { lab } from "../run/lab-text.ts";

const WORKER = new URL("../../dist/execute/worker.js", import.meta.url);
const night = smallNight("run.to=20:01", "run.drain=20s", "run.scale=1/200");
const task = (seed: string, more: Partial<Task> = {}): Task => ({ scenario: night, seed, ...more });
/** A scenario that no file can hold: the model throws. */
const poisoned = (seed: string): Task => ({ scenario: { ...night, regions: [] }, seed });

const desk = lab(`
run: {requests: 1k, warmup: 100, replications: 2}
sources: [{id: users, arrivals: {poisson: 8/s}, path: [desk]}]
stations: [{id: desk, servers: 10, service: {exponential: 1s}}]
budgets:
  - {id: slow, of: users, figure: response.p99, max: 5s}
  - {id: lost, of: users, figure: refused, max: 0.01}
  - {id: full, of: desk, figure: utilisation, max: 0.9}
  - {id: idle, of: desk, figure: utilisation, min: 0.1, severity: off}
`);

const executors: [name: string, make: () => Executor][] = [
  ["in process", inProcess],
  ["a pool of one worker", () => workerPool({ workers: 1, worker: WORKER })],
  ["a pool of two workers", () => workerPool({ workers: 2, worker: WORKER })],
  ["a pool of five workers", () => workerPool({ workers: 5, worker: WORKER })],
];

beforeAll(() => {
  if (!existsSync(WORKER)) throw new Error("dist is missing: run `npm run build`");
});

describe.each(executors)("%s", (_, make) => {
  const executor = make();
  afterAll(() => executor.close());

  test("gives the bytes of a run by itself, in the order of the tasks", async () => {
    // The long one first: it ends last where there are several workers.
    const tasks = [
      task("a", { withResult: true, toMs: 60_000 }),
      task("b", { withResult: true, toMs: 20_000 }),
      task("a", { withResult: true, fromMs: 10_000, toMs: 20_000, k: 400 }),
      task("c"),
    ];
    const outcomes = await executor.execute(tasks);
    const expected = await Promise.all(
      tasks.map(async ({ scenario: _, withResult, ...options }) =>
        withResult ? encodeResult(await run(night, options)) : undefined,
      ),
    );
    expect(outcomes.map((outcome) => (outcome.kind === "done" ? outcome.result : outcome))).toEqual(expected);
    const seeds = outcomes.map((outcome) => outcome.kind === "done" && outcome.replication.seed);
    expect(seeds).toEqual(["a", "b", "a", "c"]);
  });

  test("gives the same figures as any other executor", async () => {
    const tasks = [task("x", { toMs: 20_000 }), task("y", { toMs: 20_000 })];
    expect(await executor.execute(tasks)).toEqual(await inProcess().execute(tasks));
  });

  test("does labs as well", async () => {
    const [outcome] = await executor.execute([{ scenario: desk, seed: "a", withResult: true }]);
    if (outcome?.kind !== "done") throw new Error(outcome?.kind);
    expect(outcome.result).toBe(encodeLabResult(await runLab(desk, { seed: "a" })));
    const kinds = outcome.replication.budgets.map(({ id, parts }) => [id, parts[0]?.slices[0]?.kind]);
    expect(kinds).toEqual([
      ["slow", "times"],
      ["lost", "ratio"],
      ["full", "level"],
    ]);
  });

  test("hands on each outcome once, when it is there", async () => {
    const told: number[] = [];
    const tasks = ["a", "b", "c"].map((seed) => ({ scenario: desk, seed }));
    const outcomes = await executor.execute(tasks, {
      onOutcome: (outcome, i) => {
        expect(outcome.kind).toBe("done");
        told.push(i);
      },
    });
    expect(told.sort()).toEqual([0, 1, 2]);
    expect(outcomes).toHaveLength(3);
  });

  test("ends with what its listener throws, and begins nothing more", async () => {
    let told = 0;
    const tasks = Array.from({ length: 20 }, (_, i) => ({ scenario: desk, seed: `${i}` }));
    const onOutcome = async () => {
      told++;
      throw new Error("no place for it");
    };
    await expect(executor.execute(tasks, { onOutcome })).rejects.toThrow("no place for it");
    expect(told).toBeLessThan(15);
  });

  test("tells what threw and does the rest", async () => {
    const outcomes = await executor.execute([poisoned("p"), task("q", { toMs: 10_000 })]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["failed", "done"]);
    expect(outcomes[0]).toMatchObject({ message: expect.stringMatching(/\S/) });
  });

  test("tells how far it is, up to all tasks done", async () => {
    const seen: Progress[] = [];
    await executor.execute([task("a"), task("b", { toMs: 20_000 })], {
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.at(-1)).toMatchObject({ done: 2, tasks: 2, share: 1 });
    expect(seen.some(({ share }) => share > 0 && share < 1)).toBe(true);
    expect(seen.at(-1)?.events).toBeGreaterThan(10_000);
  });

  test("asked to stop, ends what runs as incomplete and begins nothing more", async () => {
    const stop = new AbortController();
    const outcomes = await executor.execute(
      Array.from({ length: 8 }, (_, i) => task(`seed ${i}`)),
      {
        signal: stop.signal,
        onProgress: ({ events }) => {
          if (events > 0) stop.abort();
        },
      },
    );
    expect(outcomes[0]).toMatchObject({
      kind: "done",
      replication: { complete: false, incompleteBecause: ["interrupted"] },
    });
    expect(outcomes.at(-1)).toEqual({ kind: "skipped" });
  });

  test("is of use for several lists of tasks at once", async () => {
    const [one, two] = await Promise.all([
      executor.execute([task("a", { toMs: 10_000 }), task("b", { toMs: 10_000 })]),
      executor.execute([task("b", { toMs: 10_000 }), task("a", { toMs: 10_000 })]),
    ]);
    expect([...two].reverse()).toEqual(one);
  });
});

test("a list without a task is done at once", async () => {
  expect(await inProcess().execute([])).toEqual([]);
});
