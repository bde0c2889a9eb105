import { suffixed } from "./suffixed.ts";
import type { Unit } from "./unit.ts";

/** A duration, or a moment counted from the start of the scenario [ms]. */
export type Ms = number & { readonly unit?: "ms" };

/** 170us, 0.8ms, 30s, 10min, 24h -> milliseconds. Up to a hundred years, far below where float64 loses 1 us. */
export const duration: Unit<Ms> = suffixed({
  name: "duration",
  expected: "a duration such as 170us, 30ms, 2.5s, 10min or 24h",
  example: "1s",
  max: 36_525 * 86_400_000,
  suffixes: [
    { text: "us", exponent: -3 },
    { text: "ms", exponent: 0 },
    { text: "s", exponent: 3 },
    { text: "min", exponent: 3, times: 60 },
    { text: "h", exponent: 3, times: 3600 },
  ],
});
