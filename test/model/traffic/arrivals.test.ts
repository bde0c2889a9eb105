import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Arrivals } from "../../../src/model/traffic/arrivals.ts";
import { Curve, type CurveParams, type Frame } from "../../../src/model/traffic/curve.ts";
import { anyCurve } from "./any-curve.ts";

function arrivalTimes(arrivals: Arrivals, stream: RandomStream, fromMs = -1): number[] {
  const times: number[] = [];
  for (let at = arrivals.next(fromMs, stream); at < Infinity; at = arrivals.next(at, stream)) times.push(at);
  return times;
}

/** A ramp, a silence, a jump, an exponential fall and a silence again. */
const STORY: CurveParams = {
  backgrounds: [{ fromMs: 5000, toMs: 6000, rateRps: 40 }],
  rounds: [
    { name: "ramp", atMs: 0, frames: frames([0, 0], [3000, 30]) },
    {
      name: "fall",
      atMs: 8000,
      frames: [...frames([0, 60]), { afterMs: 2500, rateRps: 5, approach: "exponential" }],
    },
  ],
};

function frames(...points: [afterMs: number, rateRps: number][]): Frame[] {
  return points.map(([afterMs, rateRps]) => ({ afterMs, rateRps }));
}

function add(sums: Float64Array, i: number, amount: number): void {
  sums[i] = (sums[i] as number) + amount;
}

describe("Arrivals", () => {
  it("puts each arrival where the integral of the rate has grown by the exponential drawn", () => {
    fc.assert(
      fc.property(
        anyCurve,
        fc.integer(),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (params, seed, factor) => {
          const curve = new Curve(params);
          const twin = new RandomStream(`${seed}`);
          let lastMs = -1;
          for (const atMs of arrivalTimes(new Arrivals(curve, factor), new RandomStream(`${seed}`))) {
            expect(Math.abs(curve.integral(lastMs, atMs) * factor - twin.exponential(1))).toBeLessThan(1e-6);
            lastMs = atMs;
          }
          expect(twin.exponential(1)).toBeGreaterThan(curve.integral(lastMs, 1e9) * factor - 1e-6);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  it("brings to each window as many as its integral says, Poisson distributed", () => {
    const curve = new Curve(STORY);
    const arrivals = new Arrivals(curve, 0.5);
    const stream = new RandomStream("windows");
    const runs = 2000;
    const windows = 11;
    const sum = new Float64Array(windows);
    const squares = new Float64Array(windows);
    for (let run = 0; run < runs; run++) {
      const counts = new Float64Array(windows);
      for (const atMs of arrivalTimes(arrivals, stream)) add(counts, Math.floor(atMs / 1000), 1);
      counts.forEach((count, i) => {
        add(sum, i, count);
        add(squares, i, count * count);
      });
    }
    for (let i = 0; i < windows; i++) {
      const expected = curve.integral(i * 1000, i * 1000 + 1000) / 2;
      const mean = (sum[i] as number) / runs;
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(4 * Math.sqrt(expected / runs));
      // Variance of a Poisson sample variance: (m + 2 m^2) / n for n runs.
      const variance = (squares[i] as number) / runs - mean * mean;
      expect(Math.abs(variance - expected)).toBeLessThanOrEqual(
        4 * Math.sqrt((expected + 2 * expected * expected) / runs) + 1e-12,
      );
    }
  });

  it("brings to each window of any curve as many as its integral says, and none where that is 0", () => {
    const windowMs = 2000;
    const runs = 40;
    let [squares, windows] = [0, 0];
    fc.assert(
      fc.property(anyCurve, fc.integer(), (params, seed) => {
        const curve = new Curve(params);
        const stream = new RandomStream(`${seed}`);
        const counts = new Float64Array(40);
        for (let run = 0; run < runs; run++)
          for (const atMs of arrivalTimes(new Arrivals(curve), stream))
            add(counts, Math.floor(atMs / windowMs), 1);
        counts.forEach((count, i) => {
          const expected = runs * curve.integral(i * windowMs, (i + 1) * windowMs);
          if (expected < 1e-9) expect(count).toBe(0);
          if (expected < 20) return;
          squares += (count - expected) ** 2 / expected;
          windows++;
        });
      }),
      { seed: 5, numRuns: 150 },
    );
    // The squared deviates of Poisson counts have mean 1 and variance 2 + 1 / expected.
    expect(windows).toBeGreaterThan(500);
    expect(Math.abs(squares / windows - 1)).toBeLessThan(4 * Math.sqrt(2.05 / windows));
  });

  it("brings nobody while the rate is 0, whatever the curve", () => {
    fc.assert(
      fc.property(anyCurve, fc.integer(), (params, seed) => {
        const curve = new Curve(params);
        for (const atMs of arrivalTimes(new Arrivals(curve), new RandomStream(`${seed}`))) {
          // At the very knot where a piece ends, rounding may put the last arrival of that piece.
          expect(curve.integral(atMs - 1e-3, atMs + 1e-3)).toBeGreaterThan(0);
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("starts anywhere: from the middle of a segment, or back at the beginning", () => {
    const curve = new Curve(STORY);
    const arrivals = new Arrivals(curve);
    const late = arrivals.next(9000, new RandomStream("x"));
    expect(late).toBeGreaterThan(9000);
    expect(arrivals.next(11_000, new RandomStream("x"))).toBe(Infinity);
    const first = arrivals.next(-1, new RandomStream("x"));
    expect(first).toBe(new Arrivals(curve).next(-1, new RandomStream("x")));
    expect(curve.integral(9000, late)).toBeCloseTo(curve.integral(0, first), 9);
  });

  it("moves strictly forward even where gaps are below the clock's resolution", () => {
    const dense = new Curve({ backgrounds: [{ fromMs: 0, toMs: 2e7, rateRps: 1e13 }], rounds: [] });
    const arrivals = new Arrivals(dense);
    const stream = new RandomStream("dense");
    let lastMs = 1.6e7;
    for (let i = 0; i < 1000; i++) {
      const atMs = arrivals.next(lastMs, stream);
      expect(atMs).toBeGreaterThan(lastMs);
      lastMs = atMs;
    }
  });

  it("tells the rate at the last arrival, the factor included", () => {
    const curve = new Curve(STORY);
    const arrivals = new Arrivals(curve, 0.25);
    const stream = new RandomStream("rate");
    for (let at = arrivals.next(0, stream); at < Infinity; at = arrivals.next(at, stream)) {
      expect(arrivals.rateRps).toBeCloseTo(curve.rateRps(at) / 4, 6);
    }
  });

  it("differs from a homogeneous process of the same mean: a ramp's arrivals come late in it", () => {
    const ramp = new Curve({
      backgrounds: [],
      rounds: [{ name: "ramp", atMs: 0, frames: frames([0, 0], [1000, 2e5]) }],
    });
    const times = arrivalTimes(new Arrivals(ramp), new RandomStream("ramp"));
    const mean = times.reduce((sum, at) => sum + at, 0) / times.length;
    // Density 2t/T^2: mean 2/3 T, standard deviation T / sqrt(18).
    expect(Math.abs(mean - 2000 / 3)).toBeLessThan((4 * 1000) / Math.sqrt(18 * times.length));
  });
});
