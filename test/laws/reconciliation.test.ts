import { describe, expect, test } from "vitest";
import { desk } from "../model/messaging/desk.ts";

describe("reconciliation", () => {
  test("finds and repairs exactly what was lost or died, and every wallet is right to the fen", () => {
    const made = desk({ lossChance: 0.01, failureChance: 0.3, retries: 2 });
    const job = made.reconcile(600_000);
    made.openUntil(100_000, 1000);
    made.simulation.runUntil(600_000);
    const { lost, dead, published } = made.queue;
    expect(lost).toBeGreaterThan(800);
    expect(dead).toBeGreaterThan(2000);
    expect(job.repaired).toBe(lost + dead);
    expect(made.centre.creditedFen).toBe(100 * published);
    expect(made.centre.owedFen).toBe(0);
    expect(made.centre.duplicatesStopped).toBe(0);
    expect(made.centre.rightAgainAtMs(600_000)).toBeGreaterThan(100_000);
  });

  test("never repairs what is merely late", () => {
    const made = desk();
    const job = made.reconcile(400_000);
    made.openUntil(60_000, 1000);
    made.simulation.runUntil(20_000);
    made.queue.stop();
    made.simulation.runUntil(200_000);
    made.queue.resume();
    made.simulation.runUntil(400_000);
    expect(made.centre.lateCredits).toBeGreaterThan(30_000);
    expect(job.repaired).toBe(0);
    expect(made.centre.duplicatesStopped).toBe(0);
    expect(made.centre.credits).toBe(made.queue.published);
  });

  test("works at its rate, at every scale", () => {
    for (const k of [1, 35]) {
      const made = desk({ lossChance: 1, k });
      const job = made.reconcile(300_000, 100);
      made.openUntil(10_000, 1000 / k);
      made.simulation.runUntil(70_000);
      // Everything is old enough at the scan of 40 s; 100 real repairs a second from there.
      const expected = (100 * 40) / k;
      expect(Math.abs(job.repaired / expected - 1)).toBeLessThan(0.05);
      made.simulation.runUntil(300_000);
      expect(made.centre.creditedFen).toBe(100 * made.queue.published);
    }
  });

  test("makes the difference: without it what was lost stays missing", () => {
    const made = desk({ lossChance: 0.001 });
    made.openUntil(60_000, 1000);
    made.simulation.runUntil(600_000);
    expect(made.centre.missingAt(600_000)).toBe(made.queue.lost);
    expect(made.centre.rightAgainAtMs(600_000)).toBe(null);
    expect(made.centre.owedFen).toBe(100 * made.queue.lost);
    expect(made.centre.overdue(600_000).at(-1)).toBe(made.queue.lost);
  });
});
