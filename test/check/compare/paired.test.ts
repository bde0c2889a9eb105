import { expect, test } from "vitest";
import { holm } from "../../../src/check/compare/holm.ts";
import { tBeyond, tQuantile } from "../../../src/stats/student.ts";
import { level, ratio } from "../figure-of.ts";
import { failures, levels, responses } from "../honesty.ts";
import { comparedOf, tallyOfPairs } from "./pairs.ts";

test("of a mean the interval is Student's t over the differences of pairs, to the digit", () => {
  const [a, b] = [
    [10, 14, 9, 20, 12],
    [11, 16, 9.5, 22, 12.5],
  ];
  const found = comparedOf(a.map(level), b.map(level));
  const differences = b.map((value, i) => value - (a[i] ?? 0));
  const mean = differences.reduce((sum, x) => sum + x, 0) / 5;
  const error = Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4 / 5);
  expect(found.change).toBeCloseTo(mean, 12);
  expect(found.low).toBeCloseTo(mean - tQuantile(0.975, 4) * error, 10);
  expect(found.high).toBeCloseTo(mean + tQuantile(0.975, 4) * error, 10);
  expect(found.p).toBeCloseTo(tBeyond(mean / error, 4), 12);
});

test("what a seed does to both sides cancels: the pairs' differences count, not how far the seeds lie apart", () => {
  const a = [100, 900, 300, 5000, 20];
  const near = comparedOf(
    a.map(level),
    a.map((value, i) => level(value + 10 + 0.1 * i)),
  );
  expect(near.move).toBe("worse");
  const shuffled = comparedOf(
    a.map(level),
    [...a].reverse().map((value) => level(value + 10)),
  );
  expect(shuffled.move).toBe("no change seen");
});

test("a p value is right where it is known: 0.05 at the 97.5 % quantile, and the Cauchy law's", () => {
  expect(tBeyond(tQuantile(0.975, 7), 7)).toBeCloseTo(0.05, 10);
  expect(tBeyond(-1, 1)).toBeCloseTo(0.5, 12);
  expect(tBeyond(0, 3)).toBe(1);
  expect(tBeyond(Number.POSITIVE_INFINITY, 3)).toBe(0);
});

test("Holm multiplies the least by all, the next by one less, and never turns their order", () => {
  expect(holm([0.04, 0.01, 0.03, 0.005])).toEqual([0.06, 0.03, 0.06, 0.02].map((p) => expect.closeTo(p, 12)));
  expect(holm([0.9, Number.NaN, 0.8])).toEqual([1, Number.NaN, 1]);
  expect(holm([])).toEqual([]);
});

test("the same figure to the digit in each pair is the same, and no evidence of anything", () => {
  const same = [3, 5, 8].map(level);
  expect(comparedOf(same, same)).toMatchObject({ move: "same", change: 0, p: 1, low: 0, high: 0 });
});

test("differences that cancel out are no sameness", () => {
  expect(comparedOf([1, 2].map(level), [2, 1].map(level)).move).toBe("no change seen");
});

test("one run of each side has no interval, and nothing is judged", () => {
  const found = comparedOf([level(1)], [level(5)]);
  expect(found).toMatchObject({ change: 4, relative: 4, low: null, high: null, p: null, move: "not judged" });
});

test("a share is not known more closely than McNemar's test has it: five in five runs are little", () => {
  const whole = 10_000;
  const none = Array.from({ length: 5 }, () => ratio(0, whole));
  const one = Array.from({ length: 5 }, () => ratio(1, whole));
  const found = comparedOf(none, one, { unit: "share" });
  // d = 5 discordant trials: 5 / sqrt(5) standard errors.
  expect(found.p).toBeCloseTo(tBeyond(Math.sqrt(5), 4), 10);
  expect(found.move).toBe("no change seen");
  const many = Array.from({ length: 5 }, () => ratio(100, whole));
  expect(comparedOf(none, many, { unit: "share" }).move).toBe("worse");
});

test("whether more is good decides what better means", () => {
  const [a, b] = [[1, 2, 3].map(level), [5, 6.1, 7].map(level)];
  expect(comparedOf(a, b, { better: "less" }).move).toBe("worse");
  expect(comparedOf(a, b, { better: "more" }).move).toBe("better");
});

test.each([responses(0.5, 2000, 0.99), failures(0.01, 20_000, 0.1), levels(0.3)])(
  "where nothing differs, about 5 of 100 comparisons say so: $name",
  (known) => {
    const { moved } = tallyOfPairs(known, known, { pairs: 5, comparisons: 200, common: false });
    // Of 200 with 5 in 100, 99.9 % have up to 21.
    expect(moved).toBeLessThan(22);
    expect(moved).toBeGreaterThan(0);
  },
);

test("common random numbers show a change that others hide", () => {
  const [a, b] = [responses(0.7, 2000, 0.9), responses(0.71, 2000, 0.9)];
  const said = (common: boolean) => tallyOfPairs(a, b, { pairs: 5, comparisons: 60, common });
  const [paired, unpaired] = [said(true), said(false)];
  expect(paired.moved).toBeGreaterThan(4 * unpaired.moved);
  expect(paired.wrongWay).toBe(0);
});
