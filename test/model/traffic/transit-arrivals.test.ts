import { describe, expect, it } from "vitest";
import {
  compileDistribution,
  type Distribution,
  type DistributionSpec,
} from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Curve } from "../../../src/model/traffic/curve.ts";
import { type Transit, TransitArrivals } from "../../../src/model/traffic/transit-arrivals.ts";

const CURVE = new Curve({
  backgrounds: [{ fromMs: 0, toMs: 20_000, rateRps: 200 }],
  rounds: [
    {
      name: "round",
      atMs: 30_000,
      frames: [
        { afterMs: 0, rateRps: 0 },
        { afterMs: 5000, rateRps: 2000 },
        { afterMs: 30_000, rateRps: 400, approach: "exponential" },
      ],
    },
  ],
});

/** Attempts of which a tenth is sent more than once, each kind on the air for a time drawn from a law of its own. */
function way(once: DistributionSpec, resent: DistributionSpec): Transit {
  const laws = [once, resent].map(compileDistribution) as [Distribution, Distribution];
  return {
    resentShare: 0.1,
    onceMaxMs: laws[0].quantile(1 - 1e-9),
    pathAt: (_draw, resent) => (resent ? 1 : 0),
    airMs: (_path, resent, stream) => laws[resent ? 1 : 0].sample(stream),
  };
}

function arrivals(transit: Transit, seed: string, untilMs = 60_000): { atMs: number; sentMs: number }[] {
  const stream = openStream(seed, "transit");
  const source = new TransitArrivals({ curve: CURVE, factor: 1, fromMs: 0, untilMs, transit, stream });
  const all: { atMs: number; sentMs: number }[] = [];
  for (let atMs = source.next(); atMs < Infinity; atMs = source.next()) {
    all.push({ atMs, sentMs: source.sentMs });
  }
  return all;
}

describe("TransitArrivals", () => {
  const slow = way({ kind: "exponential", mean: 100 }, { kind: "exponential", mean: 3000 });

  it("come in the order of arrival, never before they were sent", () => {
    const all = arrivals(slow, "order");
    for (let i = 1; i < all.length; i++) expect(all[i]?.atMs).toBeGreaterThan(all[i - 1]?.atMs as number);
    expect(all.every(({ atMs, sentMs }) => atMs > sentMs && sentMs >= 0)).toBe(true);
  });

  it("leave their handsets at the rate of the curve in every window, however long they are on the way", () => {
    const seeds = Array.from({ length: 20 }, (_, i) => arrivals(slow, `seed ${i}`));
    for (let fromMs = 0; fromMs < 60_000; fromMs += 5000) {
      const expected = CURVE.integral(fromMs, fromMs + 5000);
      const counts = seeds.map(
        (all) => all.filter(({ sentMs }) => sentMs >= fromMs && sentMs < fromMs + 5000).length,
      );
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      // Poisson: the variance of the mean of 20 seeds is expected / 20.
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(4 * Math.sqrt(expected / 20));
    }
  });

  it("are on the way for a time of the law, whether the rate rises or falls", () => {
    const all = Array.from({ length: 10 }, (_, i) => arrivals(slow, `law ${i}`)).flat();
    for (const [fromMs, toMs] of [
      [30_000, 35_000],
      [40_000, 60_000],
    ] as const) {
      const times = all.filter(({ sentMs }) => sentMs >= fromMs && sentMs < toMs);
      const mean = times.reduce((sum, { atMs, sentMs }) => sum + atMs - sentMs, 0) / times.length;
      // 0.9 x 100 + 0.1 x 3000 = 390; second moment 0.9 x 2e4 + 0.1 x 1.8e7 = 1.818e6.
      expect(Math.abs(mean - 390)).toBeLessThanOrEqual(4 * Math.sqrt((1.818e6 - 390 ** 2) / times.length));
    }
  });

  it("tell of each whether it was sent more than once", () => {
    const stream = openStream("resent", "transit");
    const source = new TransitArrivals({
      curve: CURVE,
      factor: 1,
      fromMs: 0,
      untilMs: 60_000,
      transit: way({ kind: "constant", value: 10 }, { kind: "constant", value: 30 }),
      stream,
    });
    let [once, resent] = [0, 0];
    for (let atMs = source.next(); atMs < Infinity; atMs = source.next()) {
      expect(atMs - source.sentMs).toBeCloseTo(source.resent ? 30 : 10, 6);
      if (source.resent) resent++;
      else once++;
    }
    const share = resent / (once + resent);
    expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / (once + resent)));
    expect(source.next()).toBe(Infinity);
  });

  it("draws few in vain after the traffic ends", () => {
    let drawn = 0;
    const counted: Transit = {
      ...slow,
      pathAt: (_draw, resent) => {
        drawn++;
        return resent ? 1 : 0;
      },
    };
    const came = arrivals(counted, "vain", 36_000).length;
    // 64 s at 2,000/s would be 128,000; a tenth of that, and four seconds of the rest, are 20,000.
    expect(drawn - came).toBeLessThan(30_000);
  });

  it("none leaves after the end, but those on the way still arrive", () => {
    const all = arrivals(slow, "end", 40_000);
    expect(Math.max(...all.map(({ sentMs }) => sentMs))).toBeLessThan(40_000);
    expect(Math.max(...all.map(({ atMs }) => atMs))).toBeGreaterThan(40_000);
  });
});
