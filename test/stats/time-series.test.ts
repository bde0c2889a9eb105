import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WindowedCounts } from "../../src/stats/time-series.ts";

describe("WindowedCounts", () => {
  test("a time at a window's edge belongs to the window that it begins", () => {
    const counts = new WindowedCounts(1, 10);
    for (const timeMs of [0, 9.999, 10, 19.999, 20]) counts.add(0, timeMs);
    expect([...counts.column(0)]).toEqual([2, 2, 1]);
  });

  test("past and future windows can be counted in, and columns do not mix", () => {
    const counts = new WindowedCounts(2, 1000);
    counts.add(1, 500_000, 3);
    counts.add(0, 1500);
    expect([counts.windows, counts.at(1, 500), counts.at(0, 1), counts.at(1, 1), counts.at(0, 9999)]).toEqual(
      [501, 3, 1, 0, 0],
    );
  });

  test("what falls beyond the horizon is kept apart, and in the total", () => {
    const counts = new WindowedCounts(1, 10, 25);
    for (const timeMs of [5, 29, 30, 1e9]) counts.add(0, timeMs);
    expect([[...counts.column(0)], counts.beyond[0], counts.total(0)]).toEqual([[1, 0, 1], 2, 4]);
  });

  test("nothing is lost, whatever is counted when", () => {
    const adds = fc.array(
      fc.tuple(fc.nat({ max: 3 }), fc.double({ min: 0, max: 1e5, noNaN: true }), fc.nat({ max: 9 })),
    );
    fc.assert(
      fc.property(adds, (list) => {
        const counts = new WindowedCounts(4, 700, 60_000);
        for (const [column, timeMs, n] of list) counts.add(column, timeMs, n);
        for (let c = 0; c < 4; c++) {
          expect(counts.total(c)).toBe(list.reduce((sum, [column, , n]) => sum + (column === c ? n : 0), 0));
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test("as a difference array it follows a level", () => {
    const overdue = new WindowedCounts(1, 1000);
    for (const [fromMs, toMs] of [[500, 2500], [1500, 2600], [4000, 4100]] as const) {
      overdue.add(0, fromMs, 1);
      overdue.add(0, toMs, -1);
    } // biome-ignore format: a table
    expect([...overdue.cumulative(0)]).toEqual([1, 2, 0, 0, 0]);
  });

  test("merging adds window by window", () => {
    const a = new WindowedCounts(1, 10, 100);
    const b = new WindowedCounts(1, 10, 100);
    a.add(0, 5);
    for (const timeMs of [5, 95, 100]) b.add(0, timeMs);
    a.merge(b);
    expect([a.at(0, 0), a.at(0, 9), a.beyond[0]]).toEqual([2, 1, 1]);
    expect(() => a.merge(new WindowedCounts(1, 20))).toThrow(RangeError);
  });

  test("a time before 0, or none at all, is refused", () => {
    const counts = new WindowedCounts(1, 10);
    expect(() => counts.add(0, -1)).toThrow(RangeError);
    expect(() => counts.add(0, Number.NaN)).toThrow(RangeError);
  });
});
