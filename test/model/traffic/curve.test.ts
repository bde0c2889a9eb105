import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Curve, type CurveParams, type Frame } from "../../../src/model/traffic/curve.ts";
import { anyCurve } from "./any-curve.ts";

const HOUR_MS = 3_600_000;

/** The shakes of the gala's scenario, from 20:00. */
function galaShakes(): CurveParams {
  const minute = (clock: number, min: number): number => (clock - 20) * HOUR_MS + min * 60_000;
  const short = (peakRps: number, endRps: number): Frame[] => [
    { afterMs: 0, rateRps: 0 },
    { afterMs: 12_000, rateRps: peakRps },
    { afterMs: 180_000, rateRps: endRps, approach: "exponential" },
  ];
  const early = [minute(20, 40), minute(21, 5), minute(21, 35), minute(22, 0)];
  const late = [minute(23, 5), minute(23, 35)];
  const big: Frame[] = [
    { afterMs: 0, rateRps: 0 },
    { afterMs: 10_000, rateRps: 12.93e6 },
    { afterMs: 40_000, rateRps: 13.93e6 },
    { afterMs: 70_000, rateRps: 12.93e6 },
    { afterMs: 120_000, rateRps: 13.1e6 },
    { afterMs: 300_000, rateRps: 3.38e6, approach: "exponential" },
  ];
  return {
    backgrounds: [
      { fromMs: 0, toMs: minute(22, 30), rateRps: 0.15e6 },
      { fromMs: minute(22, 30), toMs: minute(24, 0), rateRps: 0.076e6 },
    ],
    rounds: [
      ...early.map((atMs) => ({ name: `round ${atMs}`, atMs, frames: short(10.3e6, 3.18e6) })),
      { name: "the big round", atMs: minute(22, 30), frames: big },
      ...late.map((atMs) => ({ name: `round ${atMs}`, atMs, frames: short(10e6, 3.05e6) })),
    ],
  };
}

describe("Curve", () => {
  it("integrates an exponential way to (r0 - r1) T / ln(r0 / r1)", () => {
    const frames: Frame[] = [
      { afterMs: 0, rateRps: 1000 },
      { afterMs: 168_500, rateRps: 300, approach: "exponential" },
    ];
    const curve = new Curve({ backgrounds: [], rounds: [{ name: "fall", atMs: 0, frames }] });
    const exact = (700 * 168.5) / Math.log(1000 / 300);
    expect(Math.abs(curve.integral(0, 1e9) / exact - 1)).toBeLessThan(1e-5);
    expect(curve.rateRps(84_250)).toBeCloseTo(Math.sqrt(1000 * 300), 1);
  });

  it("gives the published night: 11.0 bn shakes, 7.2 bn by 22:32, a peak of 14 M/s, a minute of 810 M", () => {
    const curve = new Curve(galaShakes());
    expect(Math.abs(curve.integral(0, 5 * HOUR_MS) / 11e9 - 1)).toBeLessThan(0.01);
    expect(Math.abs(curve.integral(0, 2.5 * HOUR_MS + 120_000) / 7.2e9 - 1)).toBeLessThan(0.02);
    const peakMs = 2.5 * HOUR_MS + 40_000;
    expect(Math.abs(curve.rateRps(peakMs) / 14e6 - 1)).toBeLessThan(0.03);
    expect(Math.abs(curve.integral(peakMs - 30_000, peakMs + 30_000) / 810e6 - 1)).toBeLessThan(0.03);
    expect(curve.phases.map((phase) => phase.fromMs / 60_000)).toEqual([40, 65, 95, 120, 150, 185, 215]);
  });

  it("integrates over any stretches to the sum of its parts, which is the area under rateRps", () => {
    fc.assert(
      fc.property(
        anyCurve,
        fc.array(fc.integer({ min: -1000, max: 60_000 }), { maxLength: 10 }),
        (params, cuts) => {
          const curve = new Curve(params);
          const knots = [...new Set([-1000, ...cuts, ...curve.knotMs, 61_000])].sort((a, b) => a - b);
          let sum = 0;
          for (let i = 1; i < knots.length; i++) {
            const [a, b] = [knots[i - 1] as number, knots[i] as number];
            sum += curve.integral(a, b);
            // Between knots the rate is straight: its middle value is its mean.
            expect(curve.integral(a, b)).toBeCloseTo((curve.rateRps((a + b) / 2) * (b - a)) / 1000, 6);
          }
          expect(sum).toBeCloseTo(curve.integral(-1000, 61_000), 6);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it("adds backgrounds and rounds up", () => {
    fc.assert(
      fc.property(anyCurve, anyCurve, fc.integer({ min: 0, max: 50_000 }), (a, b, tMs) => {
        const both = new Curve({
          backgrounds: [...a.backgrounds, ...b.backgrounds],
          rounds: [...a.rounds, ...b.rounds],
        });
        const sum = new Curve(a).rateRps(tMs) + new Curve(b).rateRps(tMs);
        expect(both.rateRps(tMs)).toBeCloseTo(sum, 6);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it("jumps where a background begins and ends, and is 0 outside", () => {
    const curve = new Curve({ backgrounds: [{ fromMs: 1000, toMs: 3000, rateRps: 7 }], rounds: [] });
    expect([999, 1000, 2999, 3000].map((ms) => curve.rateRps(ms))).toEqual([0, 7, 7, 0]);
    expect(curve.integral(-5000, 2000)).toBe(7);
    expect(new Curve({ backgrounds: [], rounds: [] }).integral(0, 1e9)).toBe(0);
  });

  it("names its phases and knows the rounds, merged where they overlap", () => {
    const frames = [
      { afterMs: 0, rateRps: 1 },
      { afterMs: 100, rateRps: 1 },
    ];
    const curve = new Curve({
      backgrounds: [{ fromMs: 0, toMs: 1000, rateRps: 1 }],
      rounds: [
        { name: "late", atMs: 500, frames },
        { name: "a", atMs: 100, frames },
        { name: "b", atMs: 150, frames },
      ],
    });
    expect(curve.phases.map((phase) => phase.name)).toEqual(["a", "b", "late"]);
    expect(curve.roundWindows).toEqual([
      { fromMs: 100, toMs: 250 },
      { fromMs: 500, toMs: 600 },
    ]);
    expect([99, 100, 249, 250, 500, 600].map((ms) => curve.duringRounds(ms))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it("refuses frames out of order, negative rates and an exponential way to 0", () => {
    const round = (frames: Frame[]) => () =>
      new Curve({ backgrounds: [], rounds: [{ name: "r", atMs: 0, frames }] });
    expect(
      round([
        { afterMs: 10, rateRps: 1 },
        { afterMs: 5, rateRps: 1 },
      ]),
    ).toThrow(/out of order/);
    expect(
      round([
        { afterMs: 0, rateRps: 1 },
        { afterMs: 5, rateRps: -1 },
      ]),
    ).toThrow(RangeError);
    expect(
      round([
        { afterMs: 0, rateRps: 1 },
        { afterMs: 5, rateRps: 0, approach: "exponential" },
      ]),
    ).toThrow(/exponential/);
  });
});
