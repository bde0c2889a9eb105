import fc from "fast-check";
import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import { openStream, RandomStream } from "../../src/kernel/random.ts";
import { expectMean } from "./expect-mean.ts";

/** Mean and variance of a law, to be met by `draw` within 4 standard errors over 50 replications of `n` draws. */
interface Law {
  draw: (stream: RandomStream) => number;
  mean: number;
  variance: number;
}

const laws: Record<string, Law> = {
  uniform: { draw: (s) => s.uniform(), mean: 0.5, variance: 1 / 12 },
  "exponential(3)": { draw: (s) => s.exponential(3), mean: 3, variance: 9 },
  normal: { draw: (s) => 10 + s.normal(), mean: 10, variance: 1 },
  "lognormal(0, .5)": {
    draw: (s) => s.lognormal(0, 0.5),
    mean: Math.exp(0.125),
    variance: Math.expm1(0.25) * Math.exp(0.25),
  },
  "integer(6)": { draw: (s) => s.integer(6), mean: 2.5, variance: 35 / 12 },
  "chance(.3)": { draw: (s) => Number(s.chance(0.3)), mean: 0.3, variance: 0.21 },
  "pareto(1, 10)": { draw: (s) => s.pareto(1, 10), mean: 10 / 9, variance: 10 / 81 / 8 },
  "gamma(.5, 2)": { draw: (s) => s.gamma(0.5, 2), mean: 1, variance: 2 },
  "gamma(7.5, 2)": { draw: (s) => s.gamma(7.5, 2), mean: 15, variance: 30 },
  "poisson(.7)": { draw: (s) => s.poisson(0.7), mean: 0.7, variance: 0.7 },
  "poisson(29.5)": { draw: (s) => s.poisson(29.5), mean: 29.5, variance: 29.5 },
  "poisson(1000)": { draw: (s) => s.poisson(1000), mean: 1000, variance: 1000 },
  "binomial(20, .3)": { draw: (s) => s.binomial(20, 0.3), mean: 6, variance: 4.2 },
  "binomial(10, .9)": { draw: (s) => s.binomial(10, 0.9), mean: 9, variance: 0.9 },
  "binomial(5000, .02)": { draw: (s) => s.binomial(5000, 0.02), mean: 100, variance: 98 },
};

describe("RandomStream", () => {
  test("draws number for number what seedrandom's tychei draws", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const library = seedrandom.tychei(seed);
        const stream = new RandomStream(seed);
        for (let i = 0; i < 50; i++) expect(stream.uniform()).toBe(library());
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test("an exponential is -ln of a uniform to 15 digits", () => {
    const stream = openStream("1", "exponential");
    const same = openStream("1", "exponential");
    let worst = 0;
    for (let i = 0; i < 200_000; i++) {
      const exact = -Math.log(same.uniform() + 2 ** -33);
      worst = Math.max(worst, Math.abs(stream.exponential(1) - exact) / Math.max(1, exact));
    }
    expect(worst).toBeLessThan(2e-15);
  });

  test("a stream depends on its seed and name alone, not on which others exist", () => {
    const first = openStream("7", "arrivals");
    openStream("7", "service").uniform();
    const second = openStream("7", "arrivals");
    expect([first.uniform(), first.uniform()]).toEqual([second.uniform(), second.uniform()]);
  });

  test("whatever other streams are opened and drawn from in between, a stream's draws are the same", () => {
    const draws = fc.array(fc.tuple(fc.string(), fc.nat(3)), { maxLength: 30 });
    fc.assert(
      fc.property(fc.string(), fc.string(), draws, (seed, name, others) => {
        const alone = openStream(seed, name);
        const among = openStream(seed, name);
        for (const [other, n] of others) {
          const stream = openStream(seed, other);
          for (let i = 0; i < n; i++) stream.normal();
          expect(among.uniform()).toBe(alone.uniform());
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test("100,000 names open 100,000 different streams", () => {
    const seen = new Set<number>();
    for (let i = 0; i < 100_000; i++) {
      const stream = openStream("1", `part ${i}`);
      seen.add(stream.uniform() * 2 ** 32 * 2 ** 20 + Math.floor(stream.uniform() * 2 ** 20));
    }
    expect(seen.size).toBe(100_000);
  });

  test.each(Object.entries(laws))("%s has its mean and variance", (name, { draw, mean, variance }) => {
    const stream = openStream("laws", name);
    const n = 1500;
    const means: number[] = [];
    const variances: number[] = [];
    for (let replication = 0; replication < 50; replication++) {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i++) {
        const x = draw(stream);
        sum += x;
        squares += (x - mean) ** 2;
      }
      means.push(sum / n);
      variances.push(squares / n);
    }
    expectMean(means, mean, 0.025);
    expectMean(variances, variance, 0.12);
  });

  test("poisson counts have their probabilities, by inversion and by rejection", () => {
    for (const mean of [3, 40]) {
      const stream = openStream("poisson", String(mean));
      const n = 100_000;
      const counts = new Map<number, number>();
      for (let i = 0; i < n; i++) {
        const k = stream.poisson(mean);
        counts.set(k, (counts.get(k) ?? 0) + 1);
      }
      let probability = Math.exp(-mean);
      for (let k = 0; k < 3 * mean; k++) {
        const error = 4 * Math.sqrt((probability * (1 - probability)) / n) + 4 / n;
        expect(Math.abs((counts.get(k) ?? 0) / n - probability)).toBeLessThan(error);
        probability *= mean / (k + 1);
      }
    }
  });

  test("poisson(0) and binomial(n, 0) are 0, binomial(n, 1) is n", () => {
    const stream = openStream("1", "edges");
    expect([stream.poisson(0), stream.binomial(1000, 0), stream.binomial(1000, 1)]).toEqual([0, 0, 1000]);
  });

  test("exponentials of one stream are not correlated with their neighbours'", () => {
    const a = openStream("1", "a");
    const b = openStream("1", "b");
    let sum = 0;
    let lag = 0;
    let last = 1;
    const n = 200_000;
    for (let i = 0; i < n; i++) {
      const x = a.exponential(1);
      sum += (x - 1) * (b.exponential(1) - 1);
      lag += (x - 1) * (last - 1);
      last = x;
    }
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(lag / n)).toBeLessThan(4 / Math.sqrt(n));
  });
});
