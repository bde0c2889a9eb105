import { expect, test } from "vitest";
import { compileDistribution, type DistributionSpec } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { Crowd } from "../../../src/model/traffic/crowd.ts";

interface Reach {
  packet: number;
  member: number;
  atMs: number;
}

function crowd(reaction: DistributionSpec = { kind: "exponential", mean: 1000 }) {
  const simulation = new Simulation();
  const reached: Reach[] = [];
  const made = new Crowd(
    simulation,
    compileDistribution(reaction),
    openStream("crowd", "x"),
    (packet, member) => reached.push({ packet, member, atMs: simulation.now }),
  );
  return { simulation, made, reached };
}

test("every member reaches once, numbered through, in the order of time", () => {
  const { simulation, made, reached } = crowd();
  simulation.callAt(50, () => made.show(7, 100, 20));
  simulation.runIdle();
  expect(reached.map(({ member }) => member)).toEqual(Array.from({ length: 100 }, (_, i) => 20 + i));
  expect(reached.every(({ packet, atMs }) => packet === 7 && atMs >= 50)).toBe(true);
  expect([...reached].sort((a, b) => a.atMs - b.atMs)).toEqual(reached);
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
