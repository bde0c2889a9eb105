import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
// Threads run compiled code: `npm test` builds before it tests.
import { encodeResult, run } from "../../dist/index.js";
import { abortMail, Exchange, shareMail } from "../../src/kernel/exchange.ts";
import { Outbox } from "../../src/kernel/outbox.ts";
import { buffersOf, graft, mirror } from "../../src/run/threads/mirror.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { smallNight } from "./small-night.ts";

const FAULTS = `faults=[
  {kind: cutLine, line: sz-sh-main, at: "20:00:10", for: 5s},
  {kind: loseIdc, idc: sh-2, at: "20:00:15", for: 5s}]`.replaceAll("\n", " ");

const bytes = async (scenario: Scenario, threads: number) => encodeResult(await run(scenario, { threads }));

describe("a world on several threads", () => {
  test("comes to the bytes of one thread, whatever breaks, however many threads there are", async () => {
    const joins = 'sets.joins=[{at: "20:00:12", count: 2}]';
    const night = smallNight("run.to=20:00:30", FAULTS, joins);
    const alone = await bytes(night, 1);
    expect(await bytes(night, 2)).toBe(alone);
    expect(await bytes(night, 8)).toBe(alone);
  });

  test("stops when it is told to, and says so", async () => {
    const night = smallNight("run.to=20:10");
    const result = await run(night, { threads: 2, shouldStop: () => true });
    expect(result.complete).toBe(false);
  });
});

const SENDER = `
import { workerData } from "node:worker_threads";
const { Exchange } = await import(workerData.kernel);
const { Outbox } = await import(workerData.outbox);
const options = { mail: workerData.mail, self: 0, here: [0], threadOf: (district) => district, windowMs: 1 };
const exchange = new Exchange(options);
const outbox = new Outbox();
for (let i = 0; i < 10_000; i++) {
  const at = outbox.append(0, 1, 5, i, 10 + i, 1000 + i);
  outbox.fields[at] = i;
}
exchange.close([outbox], () => {});
`;

describe("mail between threads", () => {
  test("a thread goes on until another is a window behind, and has the other's mail by then", () => {
    const mail = shareMail(2);
    const ends = [0, 1].map(
      (self) => new Exchange({ mail, self, here: [self], threadOf: (district) => district, windowMs: 8 }),
    );
    const [ahead, behind] = ends as [Exchange, Exchange];
    const came: number[] = [];
    const steps = Math.round(8 / ahead.stepMs);
    expect(steps).toBeGreaterThan(1);
    expect(steps * ahead.stepMs).toBeLessThan(8);
    for (let step = 0; step < steps; step++) {
      ahead.open((_to, _handler, arg) => came.push(arg));
      ahead.close([], () => {});
    }
    const outbox = new Outbox();
    outbox.append(1, 0, 5, 7, 10, 1000);
    behind.open(() => {});
    behind.close([outbox], () => {});
    expect(came).toEqual([]);
    ahead.open((_to, _handler, arg) => came.push(arg));
    expect(came).toEqual([7]);
    ahead.close([], () => {});
    // One step more, and it would wait for good: until it is told that the other is gone.
    abortMail(mail);
    expect(() => ahead.open(() => {})).toThrow("ended early");
  });

  test("brings every message over once, however many there are in a window", async () => {
    const mail = shareMail(2);
    const kernel = new URL("../../dist/kernel/exchange.js", import.meta.url).href;
    const outbox = new URL("../../dist/kernel/outbox.js", import.meta.url).href;
    const code = new URL(`data:text/javascript,${encodeURIComponent(SENDER)}`);
    const sender = new Worker(code, { workerData: { mail, kernel, outbox } });
    await once(sender, "online");
    const exchange = new Exchange({ mail, self: 1, here: [1], threadOf: (to) => to, windowMs: 1 });
    const came: number[] = [];
    const off: unknown[] = [];
    exchange.close([], () => {});
    exchange.meet((to, handler, arg, timeMs, tieKey, from, fields, at) => {
      const right = to === 1 && handler === 5 && timeMs === 10 + arg && tieKey === 1000 + arg && from === 0;
      if (!right || fields[at] !== arg) off.push([to, handler, arg, timeMs, tieKey, from]);
      came.push(arg);
    });
    expect(off).toEqual([]);
    expect(came).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
    await sender.terminate();
  });
});

class Counter {
  count = 0;
  readonly seen = new Map<string, number[]>();
  readonly shared: number[] = [];
  readonly alias = this.shared;
  cells = new Float64Array(2);
  bytes = new Uint8Array(this.cells.buffer);
  look = () => this.count;
}

describe("a mirror of a part", () => {
  test("brings another part, made the same way, to its state", () => {
    const [ran, other] = [new Counter(), new Counter()];
    ran.count = 7;
    ran.seen.set("a", [1, 2]);
    ran.shared.push(3);
    ran.cells[1] = 0.5;
    const sent = mirror(ran);
    graft(other, structuredClone(sent, { transfer: buffersOf(sent) }));
    expect(other.look()).toBe(7);
    expect(other.seen.get("a")).toEqual([1, 2]);
    expect(other.alias).toBe(other.shared);
    expect(other.shared).toEqual([3]);
    expect(other.cells[1]).toBe(0.5);
    expect(other.bytes.buffer).toBe(other.cells.buffer);
  });

  test("with an object of a class that the other lacks is refused", () => {
    const ran = { part: new Counter() as Counter | undefined };
    expect(() => graft({}, mirror(ran))).toThrow("new Counter");
  });
});
