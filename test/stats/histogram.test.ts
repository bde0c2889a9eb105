import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Histogram } from "../../src/stats/histogram.ts";

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const x of values) histogram.add(x);
  return histogram;
}

const inRange = fc.double({ min: 0.001, max: 1e8, noNaN: true });
const anything = fc.oneof(
  inRange,
  fc.constantFrom(0, 1e-9, 1, 1024, 1e9, 1e15),
  fc.double({ min: 0, max: 5, noNaN: true }),
);
const values = fc.array(anything, { maxLength: 60 });

describe("Histogram", () => {
  test("a quantile is off by at most 0.4 % from 1e-3 to 1e8", () => {
    fc.assert(
      fc.property(
        fc.array(inRange, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (xs, p) => {
          const sorted = Float64Array.from(xs).sort();
          const exact = sorted[Math.max(0, Math.ceil(p * xs.length * (1 - 1e-15)) - 1)] as number;
          expect(Math.abs(histogramOf(xs).quantile(p) - exact)).toBeLessThanOrEqual(0.004 * exact);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  test("a smooth quantile of a smooth law is ten times nearer than a bin is wide, and never off by more than one", () => {
    const evenly = histogramOf(Array.from({ length: 100_000 }, (_, i) => 10 + (i + 0.5) / 10_000));
    for (let p = 0.01; p < 1; p += 0.01)
      expect(Math.abs(evenly.smoothQuantile(p) / (10 + 10 * p) - 1)).toBeLessThan(0.0008);
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (xs, p) => {
        fc.pre(xs.length > 0);
        const histogram = histogramOf(xs);
        const [rough, smooth] = [histogram.quantile(p), histogram.smoothQuantile(p)];
        expect(Math.abs(smooth - rough)).toBeLessThanOrEqual(0.008 * rough);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test("merging is associative and commutative to the last bit, and the same as counting all in one", () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const left = histogramOf(a);
        left.merge(histogramOf(b));
        left.merge(histogramOf(c));
        const bc = histogramOf(c);
        bc.merge(histogramOf(b));
        const right = histogramOf(a);
        right.merge(bc);
        expect(right.toJSON()).toEqual(left.toJSON());
        expect(histogramOf([...c, ...a, ...b]).toJSON()).toEqual(left.toJSON());
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  test("addMany(x, n) counts as add(x) n times, exactly", () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 300 }), (x, n) => {
        const many = new Histogram();
        many.addMany(x, n);
        const single = histogramOf(Array.from({ length: n }, () => x));
        expect(many.toJSON()).toEqual(single.toJSON());
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test("a histogram comes back from its JSON as it was", () => {
    fc.assert(
      fc.property(values, (xs) => {
        const histogram = histogramOf(xs);
        const back = Histogram.fromJSON(JSON.parse(JSON.stringify(histogram)));
        expect(back.toJSON()).toEqual(histogram.toJSON());
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  test("count, min and max are exact, and mean and sum to 2^-21 a value", () => {
    const histogram = histogramOf([0, 0.1, 0.2, 30, 4e9, 1e-7]);
    expect([histogram.count, histogram.min, histogram.max]).toEqual([6, 0, 4e9]);
    expect(Math.abs(histogram.sum - 4_000_000_030.3)).toBeLessThan(6 * 2 ** -21);
    expect(histogram.mean).toBe(histogram.sum / 6);
  });

  test("a sum beyond 2^53 steps stays exact", () => {
    const histogram = new Histogram();
    histogram.addMany(1e8, 1e9);
    histogram.add(0.5);
    expect(histogram.toJSON()).toMatchObject({
      sumHigh: Math.floor(1e17 / 2 ** 32),
      sumLow: (1e17 % 2 ** 32) + 0.5,
    });
  });

  test("zeros are reported as zero, not as the lowest bin", () => {
    const histogram = histogramOf([0, 0, 0, 5]);
    expect([histogram.quantile(0.5), histogram.quantile(1), histogram.shareUpTo(0)]).toEqual([0, 5, 0.75]);
  });

  test("quantiles use the rank ceil(p n), free of rounding: 0.07 of 100 is the 7th", () => {
    const histogram = histogramOf(Array.from({ length: 100 }, (_, i) => 2 ** (i / 4)));
    expect(Math.abs(histogram.quantile(0.07) - 2 ** 1.5)).toBeLessThan(0.004 * 2 ** 1.5);
  });

  test("an empty histogram has no mean, no quantile and no extremes", () => {
    const empty = new Histogram();
    expect([empty.mean, empty.quantile(0.5), empty.min, empty.max, empty.shareUpTo(1)]).toEqual(
      Array(5).fill(Number.NaN),
    );
  });

  test.each([-1, -0.001, Number.NaN, Number.POSITIVE_INFINITY])("%d cannot be counted", (x) => {
    expect(() => new Histogram().add(x)).toThrow(RangeError);
    expect(() => new Histogram().addMany(x, 2)).toThrow(RangeError);
    expect(() => new Histogram().addMany(1, x)).toThrow(RangeError);
  });
});
