import fc from "fast-check";
import { expect, test } from "vitest";
import { Histogram } from "../../src/stats/histogram.ts";
import { LogBinSum, type LogBins } from "../../src/stats/log-bins.ts";

const values = fc.array(fc.double({ min: 0.001, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 100 });
const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });

function histogramOf(xs: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const x of xs) histogram.add(x);
  return histogram;
}

function binsOf(xs: readonly number[]): LogBins {
  return { binsAnOctave: 128, bins: histogramOf(xs).toJSON().bins };
}

test("a quantile of a histogram's bins lies in the bin of the histogram's own quantile", () => {
  fc.assert(
    fc.property(values, shares, (xs, p) => {
      const sum = new LogBinSum(128);
      sum.add(binsOf(xs));
      expect(Math.abs(sum.quantile(p) / histogramOf(xs).quantile(p) - 1)).toBeLessThan(1 / 128);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("what is taken away leaves what would be there without it, to the last bit", () => {
  fc.assert(
    fc.property(values, values, shares, (kept, gone, p) => {
      const both = new LogBinSum(128);
      both.add(binsOf(kept));
      both.add(binsOf(gone));
      both.add(binsOf(gone), -1);
      const alone = new LogBinSum(128);
      alone.add(binsOf(kept));
      expect(both.count).toBe(alone.count);
      expect(both.quantile(p)).toBe(alone.quantile(p));
    }),
    { seed: 6, numRuns: 200 },
  );
});

test("the mean is that of the values, each moved to the middle of its bin", () => {
  const xs = [1, 10, 100, 1000, 12.5];
  const sum = new LogBinSum(128);
  sum.add(binsOf(xs));
  expect(sum.mean / histogramOf(xs).mean).toBeCloseTo(1, 2);
});

test("values below all bins count as what lies under them", () => {
  const sum = new LogBinSum(32);
  sum.add({ binsAnOctave: 32, bins: [-1, 99, 320, 1] });
  expect(sum.quantile(0.5)).toBeLessThan(2 ** -10);
  expect(sum.quantile(1)).toBeCloseTo(1 + 1 / 32, 6);
});

test("bins of different widths are not added up, and what is empty has no quantile", () => {
  const sum = new LogBinSum(32);
  expect(() => sum.add({ binsAnOctave: 128, bins: [] })).toThrow(/1\/128 octave/);
  expect(sum.quantile(0.5)).toBeNaN();
  expect(sum.mean).toBeNaN();
});
