import { expect, test } from "vitest";
import { jackknifeError } from "../../src/check/bounds.ts";
import { estimateOf } from "../../src/check/estimate.ts";
import type { Figure, Observation } from "../../src/result/figures/figure.ts";
import { tQuantile } from "../../src/stats/student.ts";
import { figureOf } from "./figure-of.ts";

/** A figure of so many parts, each with a level a slice. */
function figure(parts: (number | null)[][], changes: Partial<Figure> = {}): Figure {
  const slice = (value: number | null): Observation => ({
    kind: "level",
    value,
    samples: value === null ? 0 : 1,
  });
  const all = parts.map((slices, i) => ({ part: `part ${i}`, slices: slices.map(slice) }));
  return figureOf(slice(null), { parts: all, ...changes });
}

const five = (make: (i: number) => Figure) => Array.from({ length: 5 }, (_, i) => make(i));

test("one figure is bounded below by Student's t, above by more, for what is skewed", () => {
  const t = tQuantile(0.99, 4);
  const values = [3, 4, 5, 6, 7];
  const estimate = estimateOf(
    values.map((value) => figure([[value]])),
    0.01,
  );
  const logarithms = values.map((value) => Math.log((25 - value) / 4));
  expect(estimate?.value).toBe(5);
  expect(estimate?.low).toBeCloseTo(5 - t * Math.sqrt(0.5), 9);
  const error = jackknifeError(logarithms);
  expect(estimate?.high).toBeCloseTo(5 * Math.exp(t * error + (error ** 2 * (1 + 2 * t * t)) / 3), 9);
  expect(estimate?.high).toBeGreaterThan(5 + t * Math.sqrt(0.5));
});

test("the worst part counts, whichever side is good", () => {
  const replications = (better: Figure["better"]) => five(() => figure([[1], [9], [4]], { better }));
  expect(estimateOf(replications("less"), 0.01)).toMatchObject({ value: 9, part: "part 1" });
  expect(estimateOf(replications("more"), 0.01)).toMatchObject({ value: 1, part: "part 0" });
});

test("as many slices as may be bad are let off, the worst ones", () => {
  const slices = [[5, 90, 2, 70, 3]];
  const value = (badSlices: number) =>
    estimateOf(
      five(() => figure(slices, { badSlices })),
      0.01,
    );
  expect([0, 1, 2, 4].map((bad) => value(bad)?.value)).toEqual([90, 70, 5, 2]);
  expect(value(1)).toMatchObject({ slice: 3, slicesJudged: 5, slices: 5 });
});

test("a slice is as bad as its worst part", () => {
  const parts = [
    [1, 8, 1],
    [7, 1, 1],
  ];
  expect(
    estimateOf(
      five(() => figure(parts, { badSlices: 1 })),
      0.01,
    ),
  ).toMatchObject({ value: 7, slice: 0 });
});

test("slices without enough samples are not judged, and where too few are left nothing is said", () => {
  const some = five(() => figure([[null, 4, null]]));
  expect(estimateOf(some, 0.01)).toMatchObject({ value: 4, slicesJudged: 1, slices: 3 });
  expect(
    estimateOf(
      five(() => figure([[null, 4]], { badSlices: 1 })),
      0.01,
    ),
  ).toBeUndefined();
  expect(
    estimateOf(
      five(() => figure([[null]])),
      0.01,
    ),
  ).toBeUndefined();
  expect(estimateOf([], 0.01)).toBeUndefined();
});

test("to fail is paid for by the number of slices, to pass by those that may be bad", () => {
  // Far from zero: there both scales are the same.
  const sd = Math.sqrt(0.5);
  const mean = 1e9;
  const alike = five((i) => figure([[...Array(4)].map(() => mean - 2 + i)], { badSlices: 1 }));
  const estimate = estimateOf(alike, 0.01);
  expect(estimate?.low).toBeCloseTo(mean - sd * tQuantile(1 - 0.01 / 4, 4), 5);
  expect(estimate?.high).toBeCloseTo(mean + sd * tQuantile(1 - 0.01 / 2, 4), 5);
});

test("one replication bounds nothing", () => {
  expect(estimateOf([figure([[4]])], 0.01)).toMatchObject({
    value: 4,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  });
});
