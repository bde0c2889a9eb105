import { describe, expect, test } from "vitest";
import { openStream } from "../../../src/kernel/random.ts";
import { LogFlush } from "../../../src/model/storage/log-flush.ts";

describe("a log's flush", () => {
  test("takes with it all that came while the one before was under way, and nothing that came later", () => {
    const flush = new LogFlush({ flushMs: 10, k: 1 });
    expect([0, 1, 9, 10, 12, 25, 100].map((atMs) => flush.arrive(atMs))).toEqual([
      10, 20, 20, 30, 30, 40, 110,
    ]);
    expect(flush.commits).toBe(7);
  });

  const n = 200_000;
  const meanOf = (x: number, k: number): number => {
    const flush = new LogFlush({ flushMs: 1, k });
    const stream = openStream("flush", `${x}/${k}`);
    let nowMs = 0;
    for (let i = 0; i < n; i++) {
      nowMs += stream.exponential(k / x);
      flush.arrive(nowMs);
    }
    return flush.tookMs / flush.commits;
  };

  // A flush finds the disk idle once in each busy spell: shares of Poisson commits, x to a flush.
  test.each([0.1, 1, 5])(
    "takes 1 + x / (x + exp(-x)) / 2 of its time at %d commits to a flush, at any scale",
    (x) => {
      const exact = 1 + x / (x + Math.exp(-x)) / 2;
      for (const k of [1, 10, 300]) expect(Math.abs(meanOf(x, k) - exact)).toBeLessThan(0.01);
    },
  );
});
