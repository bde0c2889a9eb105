import { describe, expect, test } from "vitest";
import { mser5 } from "../../src/stats/mser.ts";

function series(n: number, x: (i: number) => number): number[] {
  return Array.from({ length: n }, (_, i) => x(i));
}

const cases: [string, number[], number, number][] = [
  [
    "a decay",
    series(1000, (i) => 10 * Math.exp(-i / 40) + Math.sin(12.9898 * i) + 0.5 * Math.sin(78.233 * i)),
    110,
    0.028319586,
  ],
  ["a step", series(600, (i) => (i < 100 ? 0 : 5 + Math.sin(12.9898 * i))), 100, 5.002548144],
  ["no warm-up", series(500, (i) => 1 + Math.sin(12.9898 * i)), 0, 1.007158259],
];

describe("mser5", () => {
  test.each(cases)("%s: the cut and the mean are the published ones", (_, values, cut, mean) => {
    const found = mser5(values);
    expect([found.cut, found.reliable]).toEqual([cut, true]);
    expect(found.mean).toBeCloseTo(mean, 8);
  });

  test("a run that is all warm-up is not to be relied on", () => {
    expect(mser5(series(1000, (i) => i)).reliable).toBe(false);
    expect(mser5(series(60, () => 1)).reliable).toBe(false);
  });
});
