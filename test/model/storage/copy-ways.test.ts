import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import type { CopyPlaces } from "../../../src/model/storage/copy-ways.ts";
import { ms, threeCopies } from "./three-copies.ts";

const N = 40_000;
const NO_LEGS = { write: ms(0), ack: ms(0), read: ms(0), reply: ms(0) };
const exponential = compileDistribution({ kind: "exponential", mean: 1 });

/** Three places so far from each other, and callers at the first of them. */
function apart(...farMs: number[]): CopyPlaces {
  return {
    fromCallersMs: farMs,
    betweenMs: farMs.map((a, i) => farMs.map((b, j) => (i === j ? 0 : Math.max(a, b)))),
  };
}

/** How long each of many writes waits for its acknowledgement, far enough apart not to meet. */
function waits(group: ReturnType<typeof threeCopies>): number[] {
  return Array.from({ length: N }, (_, i) => group.write(i * 1000, -1) - i * 1000);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the way to a copy", () => {
  test("is in each of its legs, there and back, and a write acknowledges at the W-th of the shifted answers", () => {
    const legs = { write: ms(2), ack: ms(1), read: ms(2), reply: ms(1) };
    const far = { legsMs: legs, places: apart(0, 5, 20) };
    expect([1, 2, 3].map((write) => threeCopies(0, "far", { ...far, write }).write(100, -1))).toEqual([
      103, 113, 143,
    ]);
    const leaderless = { ...far, discipline: "independent" as const };
    expect([1, 2, 3].map((read) => threeCopies(0, "far", { ...leaderless, read }).read(100, -1))).toEqual([
      103, 113, 143,
    ]);
  });

  test("moves the second of three exponential answers as order statistics say", () => {
    // Two copies beside the writer and one s away, both ways together: P(T <= t) = a^2 + 2 a (1 - a) c, where a = 1 - e^-t
    // and c = 1 - e^(s - t) from s on, else 0.
    const s = 2;
    const group = threeCopies(0, "order", {
      discipline: "independent",
      legsMs: { ...NO_LEGS, write: exponential },
      places: apart(0, 0, s / 2),
    });
    const all = waits(group);
    for (const t of [0.5, 1, 2, 2.5, 4]) {
      const a = 1 - Math.exp(-t);
      const c = t < s ? 0 : 1 - Math.exp(s - t);
      const p = a * a + 2 * a * (1 - a) * c;
      const share = all.filter((wait) => wait <= t).length / N;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / N));
    }
  });

  test("behind a primary costs 4/3 - e^-s / 2 for the near of two exponential followers, one of them s away", () => {
    for (const s of [0, 1, 10]) {
      const group = threeCopies(0, `primary-${s}`, {
        legsMs: { ...NO_LEGS, write: exponential },
        places: apart(0, 0, s / 2),
      });
      expect(Math.abs(mean(waits(group)) - (4 / 3 - Math.exp(-s) / 2))).toBeLessThan(0.025);
    }
  });

  test("leads to a primary far away, and from there to the others, after a failover", () => {
    const group = threeCopies(1, "failover", { places: apart(0, 5, 5), recoveryMs: 1 });
    expect(group.write(0, -1)).toBe(12);
    group.crash(0, 1000);
    // To the primary, 5; to the other of the two that are left, 5 more; and all the way back.
    expect(group.write(2000, -1)).toBe(2022);
  });

  test("is where a read meets the copy: what was written meanwhile is seen", () => {
    const group = threeCopies(1, "read", { places: apart(50, 50, 50), discipline: "independent", write: 1 });
    group.write(0, -1);
    expect(group.copiesOf(group.entry, 50)).toBe(0);
    expect(group.copiesOf(group.entry, 51)).toBe(3);
    expect(group.read(40, group.entry)).toBe(142);
    expect(group.staleness.stale).toBe(0);
  });
});
