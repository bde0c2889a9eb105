import { describe, expect, test } from "vitest";
import {
  compileDistribution,
  type DistributionSpec,
  lognormalFromMeanSd,
  lognormalFromMedianP99,
} from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { expectMean } from "./expect-mean.ts";

const specs: Record<string, DistributionSpec> = {
  exponential: { kind: "exponential", mean: 2 },
  uniform: { kind: "uniform", min: 1, max: 4 },
  normal: { kind: "normal", mean: 1, sd: 1 },
  lognormal: { kind: "lognormal", median: 3, sigma: 0.7 },
  pareto: { kind: "pareto", xm: 0.235, alpha: 10 },
  "erlang of 3": { kind: "erlang", k: 3, mean: 6 },
  "erlang of 20": { kind: "erlang", k: 20, mean: 6 },
  gamma: { kind: "gamma", shape: 0.4, mean: 2 },
  hyperexponential: {
    kind: "hyperexponential",
    parts: [
      { weight: 0.9, mean: 0.5 },
      { weight: 0.1, mean: 5.5 },
    ],
  },
  mixture: {
    kind: "mixture",
    parts: [
      { weight: 91.22, of: { kind: "pareto", xm: 0.235, alpha: 10 } },
      { weight: 8.78, of: { kind: "exponential", mean: 1.66 } },
    ],
  },
  quantiles: {
    kind: "quantiles",
    points: [
      [0, 1],
      [0.5, 2],
      [0.9, 5],
      [1, 50],
    ],
  },
  shifted: { kind: "shifted", by: 5, of: { kind: "exponential", mean: 2 } },
};

describe("compileDistribution", () => {
  test.each(Object.entries(specs))("%s: samples have the mean that the law states", (name, spec) => {
    const law = compileDistribution(spec);
    const stream = openStream("means", name);
    const means = Array.from({ length: 50 }, () => {
      let sum = 0;
      for (let i = 0; i < 3000; i++) sum += law.sample(stream);
      return sum / 3000;
    });
    expectMean(means, law.mean, 0.03);
  });

  test.each(Object.entries(specs))("%s: as many samples as p lie below quantile(p)", (name, spec) => {
    const law = compileDistribution(spec);
    const stream = openStream("quantiles", name);
    const n = 40_000;
    const levels = [0.01, 0.25, 0.5, 0.9, 0.99];
    const quantiles = levels.map((p) => law.quantile(p));
    const below = levels.map(() => 0);
    for (let i = 0; i < n; i++) {
      const x = law.sample(stream);
      quantiles.forEach((quantile, k) => {
        if (x <= quantile) below[k] = (below[k] as number) + 1;
      });
    }
    levels.forEach((p, k) => {
      expect(Math.abs((below[k] as number) / n - p), `p = ${p}`).toBeLessThan(
        4 * Math.sqrt((p * (1 - p)) / n),
      );
    });
  });

  test.each(Object.entries(specs))("%s: cdf(quantile(p)) = p", (_, spec) => {
    const law = compileDistribution(spec);
    for (const p of [0.001, 0.1, 0.5, 0.77, 0.999]) expect(law.cdf(law.quantile(p))).toBeCloseTo(p, 9);
  });

  test("known quantiles come out to 7 digits", () => {
    expect(compileDistribution({ kind: "exponential", mean: 5 }).quantile(0.99)).toBeCloseTo(23.025851, 6);
    expect(compileDistribution({ kind: "lognormal", median: 1, sigma: 1 }).quantile(0.975)).toBeCloseTo(
      7.0990715,
      6,
    );
    expect(compileDistribution({ kind: "erlang", k: 2, mean: 2 }).quantile(0.95)).toBeCloseTo(4.7438645, 6);
    expect(compileDistribution(specs.hyperexponential as DistributionSpec).mean).toBeCloseTo(1, 12);
  });

  test("a normal law is cut off at 0", () => {
    const law = compileDistribution({ kind: "normal", mean: 0, sd: 1 });
    const stream = openStream("1", "half normal");
    for (let i = 0; i < 10_000; i++) expect(law.sample(stream)).toBeGreaterThanOrEqual(0);
    expect(law.mean).toBeCloseTo(Math.sqrt(2 / Math.PI), 9);
  });

  test("an empirical law draws its values, each as often", () => {
    const law = compileDistribution({ kind: "empirical", values: [5, 1, 1, 3] });
    const stream = openStream("1", "empirical");
    const seen = new Map<number, number>();
    for (let i = 0; i < 40_000; i++) {
      const x = law.sample(stream);
      seen.set(x, (seen.get(x) ?? 0) + 1);
    }
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual([1, 3, 5]);
    expect(Math.abs((seen.get(1) ?? 0) / 40_000 - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 40_000));
    expect([law.mean, law.quantile(0.3), law.quantile(0.6), law.quantile(1)]).toEqual([2.5, 1, 3, 5]);
  });

  test("a constant takes no draw", () => {
    const stream = openStream("1", "constant");
    const same = openStream("1", "constant");
    expect(compileDistribution({ kind: "constant", value: 4 }).sample(stream)).toBe(4);
    expect(stream.uniform()).toBe(same.uniform());
  });

  test("lognormals are fitted to a median and a p99, and to a mean and a deviation", () => {
    const tail = compileDistribution(lognormalFromMedianP99(30, 400));
    expect([tail.quantile(0.5), tail.quantile(0.99)].map((x) => Number(x.toPrecision(10)))).toEqual([
      30, 400,
    ]);
    expect(compileDistribution(lognormalFromMeanSd(20, 15)).mean).toBeCloseTo(20, 9);
  });

  test.each<DistributionSpec>([
    { kind: "constant", value: -1 },
    { kind: "exponential", mean: 0 },
    { kind: "exponential", mean: Number.NaN },
    { kind: "uniform", min: 3, max: 2 },
    { kind: "erlang", k: 1.5, mean: 1 },
    { kind: "mixture", parts: [] },
    { kind: "empirical", values: [] },
    { kind: "quantiles", points: [[0, 1], [0.5, 2]] }, // biome-ignore format: a table
    { kind: "quantiles", points: [[0, 2], [1, 1]] }, // biome-ignore format: a table
  ])("refuses what makes no law: %j", (spec) => {
    expect(() => compileDistribution(spec)).toThrow(RangeError);
  });
});
