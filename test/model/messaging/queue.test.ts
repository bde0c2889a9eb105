import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { MessageQueue, type MessageQueueOptions } from "../../../src/model/messaging/queue.ts";

function queue(options: Partial<MessageQueueOptions> = {}) {
  const simulation = new Simulation();
  const consumed: [message: number, atMs: number][] = [];
  const made = new MessageQueue({
    name: "wallet",
    simulation,
    k: 1,
    partitions: 1,
    consumers: 1,
    serviceMs: compileDistribution({ kind: "constant", value: 3 }),
    batchSize: 4,
    batchWaitMs: 20,
    pollIdleMs: 0,
    retries: 1,
    retryPauseMs: 1000,
    lossChance: 0,
    failureChance: 0,
    stream: openStream("queue", "test"),
    consume: (message, atMs) => {
      consumed.push([message, atMs]);
      return true;
    },
    ...options,
  });
  return { simulation, made, consumed };
}

test("a batch is taken when it is full, its messages served one after another", () => {
  const { simulation, made, consumed } = queue();
  for (let message = 0; message < 4; message++) made.publish(0, message);
  simulation.runIdle();
  expect(consumed).toEqual([
    [0, 3],
    [1, 6],
    [2, 9],
    [3, 12],
  ]);
  expect(made.batches).toBe(1);
});

test("a batch that does not fill is taken after its wait", () => {
  const { simulation, made, consumed } = queue();
  made.publish(0, 7);
  simulation.runIdle();
  expect(consumed).toEqual([[7, 23]]);
});

test("a sleeping consumer finds a message only when it looks", () => {
  const atMs: number[] = [];
  for (let i = 0; i < 200; i++) {
    const { simulation, made, consumed } = queue({
      partitions: 2,
      consumers: 8,
      pollIdleMs: 200,
      stream: openStream("look", `${i}`),
    });
    made.publish(0, 1);
    simulation.runIdle();
    atMs.push((consumed[0] as [number, number])[1]);
  }
  // Four consumers of a partition look one after another, every 50 ms.
  expect(Math.min(...atMs)).toBeGreaterThanOrEqual(23);
  expect(Math.max(...atMs)).toBeLessThanOrEqual(73);
  expect(atMs.reduce((sum, ms) => sum + ms, 0) / 200).toBeCloseTo(48, -1);
});

test("while consumers are busy messages wait in the queue, and partitions take turns", () => {
  const { simulation, made, consumed } = queue({ partitions: 2 });
  for (let message = 0; message < 16; message++) made.publish(0, message);
  expect(made.depth).toBe(12);
  simulation.runIdle();
  expect(consumed.map(([message]) => message)).toEqual([
    0, 2, 4, 6, 1, 3, 5, 7, 8, 10, 12, 14, 9, 11, 13, 15,
  ]);
  expect(consumed.at(-1)?.[1]).toBe(48);
});

test("a dead message is tried as often as allowed, after the pause, and then given up", () => {
  const { simulation, made, consumed } = queue({ failureChance: 1 });
  made.publish(0, 1);
  simulation.runIdle();
  expect(consumed).toEqual([]);
  expect([made.retried, made.dead, made.depth]).toEqual([1, 1, 0]);
  expect(simulation.now).toBe(20 + 3 + 1000 + 20);
});

test("a lost message leaves no trace but the count", () => {
  const { simulation, made, consumed } = queue({ lossChance: 1 });
  made.publish(0, 1);
  expect(made.watermarkMs(5)).toBe(5);
  simulation.runIdle();
  expect([made.lost, made.depth, consumed.length]).toEqual([1, 0, 0]);
});

test("late in a long run a wait below the clock's resolution does not hold the queue up for ever", () => {
  const { simulation, made } = queue({
    k: 16,
    consumers: 48,
    partitions: 4,
    serviceMs: compileDistribution({ kind: "exponential", mean: 3 }),
  });
  // Beside 2^34 ms the drained backlog of a fluid leaves remainders that adding to the clock does not show.
  simulation.runUntil(2 ** 34);
  for (let message = 0; message < 20_000; message++) made.publish(simulation.now, message);
  const stepsMax = 100_000;
  for (let steps = 0; made.depth > 0; steps++) {
    const nextMs = simulation.nextTime();
    simulation.runUntil(nextMs);
    expect(steps).toBeLessThan(stepsMax);
  }
  expect(made.acked).toBe(20_000);
});
