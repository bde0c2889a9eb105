import { describe, expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { FcfsStation } from "../../src/kernel/station.ts";
import { jackknife, meanInterval, proportionInterval, quantileRanks } from "../../src/stats/interval.ts";
import { tQuantile } from "../../src/stats/student.ts";

describe("tQuantile", () => {
  test.each([
    [0.975, 1, 12.7062047362],
    [0.975, 2, 4.30265272975],
    [0.975, 4, 2.7764451052],
    [0.95, 10, 1.81246112281],
    [0.975, 19, 2.09302405441],
    [0.995, 30, 2.74999565357],
    [0.975, 49, 2.00957523713],
    [0.9995, 7, 5.40788252098],
    [0.6, 3, 0.276670662332],
    [0.975, 1e6, 1.95996635682],
  ])("t(%d) with %d degrees of freedom is %d, as in the tables", (p, df, exact) => {
    expect(tQuantile(p, df)).toBeCloseTo(exact, 8);
    expect(tQuantile(1 - p, df)).toBeCloseTo(-exact, 8);
  });

  test("half of the mass lies below 0, and p outside (0, 1) has no quantile", () => {
    expect(tQuantile(0.5, 3)).toBe(0);
    for (const p of [0, 1, Number.NaN]) expect(() => tQuantile(p, 3)).toThrow(RangeError);
  });
});

describe("meanInterval", () => {
  test("is Student's: mean +- t s / sqrt(n)", () => {
    const { estimate, standardError, low, high, n } = meanInterval([4, 6, 5, 7, 3]);
    expect([estimate, n]).toEqual([5, 5]);
    expect(standardError).toBeCloseTo(Math.sqrt(0.5), 12);
    expect([low, high].map((x) => Number(x.toFixed(6)))).toEqual([3.036757, 6.963243]);
  });

  test("one replication bounds nothing", () => {
    expect(meanInterval([4])).toMatchObject({
      estimate: 4,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });

  test("nominal 95 % intervals of M/M/1 at load .8 cover the truth in 92.6 to 97.1 % of 1,000 experiments", () => {
    // 20 replications each, here of 500 customers after a stationary start instead of 10,000 after a warm-up.
    const stream = openStream("20150218", "coverage");
    let covered = 0;
    for (let experiment = 0; experiment < 1000; experiment++) {
      const means = Array.from({ length: 20 }, () => {
        // The wait of a first customer in equilibrium: 0 with probability .2, else exponential.
        const station = new FcfsStation();
        station.arrive(0, stream.chance(0.8) ? stream.exponential(5) : 0);
        let now = 0;
        let wait = 0;
        for (let i = 0; i < 500; i++) {
          wait += station.arrive(now, stream.exponential(1)) - now;
          now += stream.exponential(1.25);
        }
        return wait / 500;
      });
      const { low, high } = meanInterval(means);
      if (low <= 4 && 4 <= high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(926);
    expect(covered).toBeLessThanOrEqual(971);
  });
});

describe("jackknife", () => {
  test("of a mean is the mean's standard error", () => {
    const values = [4, 6, 5, 7, 3, 9];
    const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const { estimate, standardError, low } = jackknife(values, mean);
    const plain = meanInterval(values);
    expect(estimate).toBe(plain.estimate);
    expect(standardError).toBeCloseTo(plain.standardError, 12);
    expect(low).toBeCloseTo(plain.low, 12);
  });

  test("of a ratio meets the error that theory gives", () => {
    const stream = openStream("1", "ratio");
    const pairs = Array.from({ length: 400 }, () => ({ x: 10 + stream.normal(), y: 5 + stream.normal() }));
    const ratio = (list: readonly { x: number; y: number }[]): number =>
      list.reduce((sum, { y }) => sum + y, 0) / list.reduce((sum, { x }) => sum + x, 0);
    const { standardError } = jackknife(pairs, ratio);
    // Delta method: sqrt((1 + .5^2) / 10^2 / 400).
    expect(Math.abs(standardError / (Math.sqrt(1.25) / 200) - 1)).toBeLessThan(0.15);
  });
});

describe("proportionInterval", () => {
  test("is Wilson's: 10 of 100 gives .0552 to .1744", () => {
    const { low, high } = proportionInterval(10, 100);
    expect([low, high].map((x) => Number(x.toFixed(4)))).toEqual([0.0552, 0.1744]);
  });

  test("none of 100 still leaves room for 3.7 %", () => {
    const { low, high } = proportionInterval(0, 100);
    expect([low, Number(high.toFixed(4))]).toEqual([0, 0.037]);
  });
});

describe("quantileRanks", () => {
  test("the 95 % interval of p99 of 1,000 values lies between the ranks 983 and 997", () => {
    expect(quantileRanks(1000, 0.99)).toEqual({ low: 983, high: 997 });
  });

  test("a sample too small for its quantile has no interval", () => {
    expect(quantileRanks(100, 0.99)).toBeUndefined();
    expect(quantileRanks(100_000, 0.5)).toEqual({ low: 49_690, high: 50_311 });
  });
});
