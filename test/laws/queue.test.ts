import { describe, expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { desk } from "../model/messaging/desk.ts";

describe("a queue of single messages and one consumer", () => {
  // validity.md: M/M/1 at .8: mean time in the system 5.
  test("is an M/M/1", () => {
    const times: number[] = [];
    for (let i = 0; i < 50; i++) {
      const made = desk({
        seed: `mm1 ${i}`,
        service: { kind: "exponential", mean: 1 },
        partitions: 1,
        consumers: 1,
        batchSize: 1,
        batchWaitMs: 0,
        pollIdleMs: 0,
      });
      made.openUntil(25_000, 800);
      made.simulation.runIdle();
      times.push(made.centre.lagSumMs / made.centre.credits);
    }
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const sd = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (times.length - 1));
    expect(Math.abs(mean - 5)).toBeLessThan((4 * sd) / Math.sqrt(50));
    expect(sd / Math.sqrt(50)).toBeLessThan((0.05 * 5) / 4);
  });
});

describe("every message", () => {
  test("is waiting, acknowledged, dead or lost, at every moment", () => {
    const made = desk({ failureChance: 0.3, retries: 2, lossChance: 0.05, ackLossChance: 0.1 });
    made.openUntil(20_000, 1500);
    for (let nowMs = 100; nowMs <= 40_000; nowMs += 100) {
      made.simulation.runUntil(nowMs);
      if (nowMs === 5000) made.queue.stop();
      if (nowMs === 9000) made.queue.resume();
      const { published, acked, dead, lost, depth } = made.queue;
      expect(acked + dead + lost + depth).toBe(published);
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(made.queue.depth).toBe(0);
    expect(made.queue.published).toBeGreaterThan(25_000);
    expect(made.queue.oldestAgeMs(40_000)).toBe(0);
  });

  // validity.md: N extra tries, each failing with f: load (1-f^(N+1))/(1-f), success 1-f^(N+1).
  test.each([
    [0.5, 1.875, 0.9375],
    [0.2, 1.248, 0.9984],
  ])(
    "that fails with probability %f is tried as often, and dies as seldom, as three retries say",
    (f, load, success) => {
      const made = desk({ failureChance: f, retries: 3, consumers: 64 });
      made.openUntil(60_000, 2000);
      made.simulation.runIdle();
      const { published, acked, retried, dead } = made.queue;
      const error = Math.sqrt(1 / published);
      expect(Math.abs((published + retried) / published - load)).toBeLessThan(4 * error);
      expect(Math.abs(acked / published - success)).toBeLessThan(
        4 * Math.sqrt((success * (1 - success)) / published),
      );
      expect(acked + dead).toBe(published);
      expect(made.centre.credits).toBe(acked);
    },
  );

  test("whose acknowledgement is lost comes again, and is credited once", () => {
    const made = desk({ ackLossChance: 0.1, retries: 100 });
    made.openUntil(20_000, 1000);
    made.simulation.runIdle();
    expect(made.queue.duplicates).toBeGreaterThan(1000);
    expect(made.queue.duplicates).toBe(made.queue.retried);
    expect(made.centre.duplicatesStopped).toBe(made.queue.duplicates);
    expect(made.centre.creditedFen).toBe(100 * made.queue.published);
    expect(made.centre.audit(100 * made.queue.published)).toEqual([]);
  });
});

test("no message published before the watermark is still to come", () => {
  const jitter = openStream("laws", "watermark");
  const publishedMs: number[] = [];
  const outstanding = new Set<number>();
  const made = desk({
    failureChance: 0.2,
    retries: 3,
    consume: (message) => {
      outstanding.delete(message);
      return true;
    },
  });
  const publish = made.simulation.register((message) => {
    // Publishers compute a little ahead, so publish times are not in order.
    publishedMs[message] = made.simulation.now + jitter.uniform() * 30;
    outstanding.add(message);
    made.queue.publish(publishedMs[message], message);
    if (message < 20_000) made.simulation.after(jitter.exponential(0.7), publish, message + 1);
  });
  made.simulation.at(0, publish);
  for (let nowMs = 50; nowMs < 25_000; nowMs += 50) {
    if (nowMs === 3000) made.queue.stop();
    if (nowMs === 6000) made.queue.resume();
    const deadBefore = made.queue.dead;
    made.simulation.runUntil(nowMs);
    if (made.queue.dead > deadBefore) continue;
    const watermarkMs = made.queue.watermarkMs(nowMs);
    let earlier = 0;
    for (const message of outstanding) if ((publishedMs[message] as number) < watermarkMs) earlier++;
    // The dead are the only ones that may be missing below the watermark.
    expect(earlier).toBeLessThanOrEqual(made.queue.dead);
  }
  expect(outstanding.size).toBe(made.queue.dead);
});

describe("consumers that are gone", () => {
  /** Seconds from their return until the depth is normal again, at half load, for a minute's absence. */
  const drainS = (k: number): number => {
    const made = desk({ k, consumers: 64, service: { kind: "exponential", mean: 3 } });
    const ratePerS = (0.5 * 64_000) / 3 / k;
    made.openUntil(200_000, ratePerS);
    made.simulation.runUntil(20_000);
    made.queue.stop();
    made.simulation.runUntil(80_000);
    expect(made.queue.depth / (60 * ratePerS)).toBeCloseTo(1, 1);
    made.queue.resume();
    for (let nowMs = 80_000; nowMs < 200_000; nowMs += 500) {
      made.simulation.runUntil(nowMs);
      if (made.queue.depth < 0.5 * ratePerS) return (nowMs - 80_000) / 1000;
    }
    return Number.POSITIVE_INFINITY;
  };

  test("leave a backlog that takes as long to drain at every scale", () => {
    // A minute's messages at half load: the other half of the capacity needs a minute more.
    expect(Math.abs(drainS(16) / 60 - 1)).toBeLessThan(0.06);
    expect(Math.abs(drainS(106) / 60 - 1)).toBeLessThan(0.06);
  });

  test("make credits late, until all are there, and the centre says when", () => {
    const made = desk();
    made.openUntil(60_000, 1000);
    made.simulation.runUntil(20_000);
    expect(made.centre.rightAgainAtMs(20_000)).toBe(0);
    made.queue.stop();
    made.simulation.runUntil(40_000);
    expect(made.centre.rightAgainAtMs(40_000)).toBe(null);
    made.queue.resume();
    made.simulation.runIdle();
    const endMs = made.simulation.now;
    const rightMs = made.centre.rightAgainAtMs(endMs) as number;
    expect(made.centre.wrongFirstAtMs(endMs)).toBeGreaterThan(24_900);
    expect(made.centre.wrongFirstAtMs(endMs)).toBeLessThan(25_100);
    // 20 s of arrivals at 1 k/s against a spare capacity of 8/3 - 1 k/s, less the 5 s allowed.
    expect(rightMs).toBeGreaterThan(48_000);
    expect(rightMs).toBeLessThan(52_000);
    const overdue = made.centre.overdue(endMs);
    expect(overdue[23]).toBe(0);
    expect(overdue[39]).toBeGreaterThan(14_000);
    expect(overdue[Math.ceil(rightMs / 1000)]).toBe(0);
    expect(made.centre.creditedFen).toBe(100 * made.queue.published);
  });
});

test("a batch saves events: far fewer than one a message at a high rate", () => {
  const made = desk({ consumers: 64 });
  made.openUntil(10_000, 10_000);
  made.simulation.runIdle();
  const own = made.simulation.eventsFired - made.queue.published;
  expect(own / made.queue.published).toBeLessThan(0.2);
});
