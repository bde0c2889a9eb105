import { expect, test } from "vitest";
import type { World } from "../../src/model/world.ts";
import { advance } from "../../src/run/advance.ts";

interface Told {
  /** Events in a simulated second. */
  perSecond: number;
  k?: number;
  toMs: number;
  /** From when on nothing is under way any more. */
  restMs?: number;
  sliceMaxMs?: number;
}

/** The ends of the slices in which a world is driven that has so many events a second. */
async function slices({ perSecond, k = 100, toMs, restMs = 0, sliceMaxMs }: Told): Promise<number[]> {
  const ends: number[] = [];
  const world = {
    params: { fromMs: 0, toMs, endMs: toMs + 10_000, k },
    nowMs: 0,
    eventsFired: 0,
    atRest: () => world.nowMs >= restMs,
    agree: (flag: boolean) => flag,
    runUntil: (untilMs: number) => {
      world.eventsFired += ((untilMs - world.nowMs) / 1000) * perSecond;
      world.nowMs = untilMs;
      ends.push(untilMs);
      return true;
    },
  };
  await advance(world as unknown as World, {}, sliceMaxMs);
  return ends;
}

const longest = (ends: number[]) => Math.max(...ends.map((end, i) => end - (ends[i - 1] ?? 0)));

test("a run lets the process serve signals every second, and as much more often as there is more to do", async () => {
  expect(await slices({ perSecond: 1000, toMs: 3000 })).toEqual([1000, 2000, 3000]);
  for (const k of [1, 100]) {
    const ends = await slices({ perSecond: 16_000_000, k, toMs: 20_000 });
    // The last ten seconds: by then the slices have become as long as suits them.
    const settled = ends.filter((end) => end > 10_000);
    expect(settled.length).toBeGreaterThan(500);
    expect(settled.length).toBeLessThan(2500);
  }
});

test("slices are as long as they may be where there is little to do, but end with the arrivals", async () => {
  const ends = await slices({ perSecond: 1000, toMs: 100_500, sliceMaxMs: 16_000 });
  expect(longest(ends)).toBe(16_000);
  expect(ends.at(-1)).toBe(101_000);
});

test("a run ends at the first whole second at which nothing is under way, however long its slices are", async () => {
  for (const [perSecond, sliceMaxMs] of [
    [1000, 16_000],
    [3_000_000, 1000],
  ] as const) {
    const ends = await slices({ perSecond, toMs: 30_000, restMs: 32_100, sliceMaxMs });
    expect(ends.at(-1)).toBe(33_000);
  }
  const never = await slices({ perSecond: 1000, toMs: 30_000, restMs: Number.POSITIVE_INFINITY });
  expect(never.at(-1)).toBe(40_000);
});
