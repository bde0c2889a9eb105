import { expect, test } from "vitest";
import { compileDistribution, type DistributionSpec } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { Crowd } from "../../../src/model/traffic/crowd.ts";

interface Reach {
  packet: number;
  member: number;
  entry: number;
  path: number;
  sentMs: number;
  resent: boolean;
  atMs: number;
}

/** A crowd whose attempts take up to airMaxMs to come off the air. */
function crowd(reaction: DistributionSpec = { kind: "exponential", mean: 1000 }, airMaxMs = 0) {
  const simulation = new Simulation();
  const reached: Reach[] = [];
  const stream = openStream("air", "x");
  const way = {
    entry: 0,
    path: 0,
    airMs: 0,
    resent: false,
    draw() {
      this.entry = stream.integer(3);
      this.airMs = stream.uniform() * airMaxMs;
      this.path = this.airMs + 1000 * this.entry;
      this.resent = this.airMs > airMaxMs / 2;
    },
  };
  const made = new Crowd(simulation, compileDistribution(reaction), openStream("crowd", "x"), way, {
    reach: (packet, member, entry, path, sentMs, resent) =>
      reached.push({ packet, member, entry, path, sentMs, resent, atMs: simulation.now }),
  });
  return { simulation, made, reached };
}

test.each([[30], [300]])(
  "each of %d members reaches once, in the order in which they come off the air",
  (n) => {
    const { simulation, made, reached } = crowd({ kind: "exponential", mean: 1000 }, 5000);
    simulation.callAt(50, () => {
      made.show(7, n, 20);
      made.show(8, 1, 0);
    });
    simulation.runIdle();
    const own = reached.filter(({ packet }) => packet === 7);
    expect(own.map(({ member }) => member).sort((a, b) => a - b)).toEqual(
      Array.from({ length: n }, (_, i) => 20 + i),
    );
    expect(own.map(({ atMs }) => atMs)).toEqual(own.map(({ atMs }) => atMs).sort((a, b) => a - b));
    for (const { entry, path, sentMs, resent, atMs } of own) {
      expect(sentMs).toBeGreaterThanOrEqual(50);
      // What was drawn for a member is handed on with it.
      expect(Math.abs(atMs - sentMs - (path - 1000 * entry))).toBeLessThan(1e-9);
      expect(resent).toBe(path - 1000 * entry > 2500);
    }
  },
);

test("the room of a packet that all have reached for is used again", () => {
  const { simulation, made, reached } = crowd({ kind: "constant", value: 10 });
  for (let i = 0; i < 20_000; i++) simulation.callAt(100 * i, () => made.show(i, 1 + (i % 7), 0));
  simulation.runIdle();
  expect(made.size).toBe(0);
  expect(reached.length).toBe(Array.from({ length: 20_000 }, (_, i) => 1 + (i % 7)).reduce((a, b) => a + b));
  expect(Object.values(made).some((value) => ArrayBuffer.isView(value) && value.byteLength > 1e6)).toBe(
    false,
  );
});

test("the room of those who have reached is used again before the last of their packet has", () => {
  const { simulation, made, reached } = crowd({ kind: "exponential", mean: 10_000 });
  // At a time 1,600 people are awaited, of 340 packets of 16 people each.
  for (let i = 0; i < 5000; i++) simulation.callAt(100 * i, () => made.show(i, 16, 0));
  simulation.runIdle();
  expect(reached.length).toBe(5000 * 16);
  expect(
    Math.max(...Object.values(made).map((value) => (ArrayBuffer.isView(value) ? value.byteLength : 0))),
  ).toBeLessThan(150_000);
});

test("members have numbers below 2^23", () => {
  const { simulation, made, reached } = crowd({ kind: "constant", value: 10 });
  made.show(1, 3, 2 ** 23 - 3);
  simulation.runIdle();
  expect(reached.map(({ member }) => member)).toEqual([2 ** 23 - 3, 2 ** 23 - 2, 2 ** 23 - 1]);
  expect(() => made.show(1, 3, 2 ** 23 - 2)).toThrow("8388608");
});

test("reactions follow their law: many members' times are the law's quantiles", () => {
  const { simulation, made, reached } = crowd();
  const n = 40_000;
  simulation.callAt(0, () => made.show(1, n, 0));
  simulation.runIdle();
  for (const share of [0.1, 0.5, 0.9, 0.99]) {
    const reachedBy = reached.filter(({ atMs }) => atMs <= -1000 * Math.log(1 - share)).length / n;
    expect(Math.abs(reachedBy - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / n));
  }
});

test("a single member's time follows the law as well", () => {
  const { simulation, made, reached } = crowd();
  const n = 20_000;
  simulation.callAt(0, () => {
    for (let packet = 0; packet < n; packet++) made.show(packet, 1, 0);
  });
  simulation.runIdle();
  const mean = reached.reduce((sum, { atMs }) => sum + atMs, 0) / n;
  expect(Math.abs(mean - 1000)).toBeLessThan((4 * 1000) / Math.sqrt(n));
});

test("packets do not disturb each other, and each is there until its last member has reached", () => {
  const { simulation, made, reached } = crowd({ kind: "constant", value: 10 });
  simulation.callAt(0, () => made.show(1, 2, 0));
  simulation.callAt(5, () => made.show(2, 1, 9));
  simulation.callAt(6, () => made.show(3, 0, 0));
  simulation.callAt(7, () => expect(made.size).toBe(2));
  simulation.callAt(12, () => expect(made.size).toBe(1));
  simulation.runIdle();
  expect(made.size).toBe(0);
  expect(reached.map(({ packet, atMs }) => [packet, atMs])).toEqual([
    [1, 10],
    [1, 10],
    [2, 15],
  ]);
});
