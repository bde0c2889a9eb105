import fc from "fast-check";
import type { CurveParams, Frame } from "../../../src/model/traffic/curve.ts";

const rate = fc.oneof(fc.constant(0), fc.double({ min: 0.1, max: 50, noNaN: true }));

/** Any backgrounds and rounds, overlapping or not, with rates of 0 and vertical steps. */
export const anyCurve: fc.Arbitrary<CurveParams> = fc.record({
  backgrounds: fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }), rate)
      .map(([fromMs, lengthMs, rateRps]) => ({ fromMs, toMs: fromMs + lengthMs, rateRps })),
    { maxLength: 3 },
  ),
  rounds: fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 20_000 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6_000 }), rate, fc.boolean()), {
          minLength: 1,
          maxLength: 5,
        }),
      )
      .map(([atMs, steps]) => {
        let afterMs = 0;
        const frames = steps.map(([waitMs, rateRps, bend], i): Frame => {
          afterMs += i === 0 ? 0 : waitMs;
          const bends = bend && i > 0 && rateRps > 0 && (steps[i - 1]?.[1] ?? 0) > 0;
          return { afterMs, rateRps, approach: bends ? "exponential" : "linear" };
        });
        return { name: "any", atMs, frames };
      }),
    { maxLength: 3 },
  ),
});
