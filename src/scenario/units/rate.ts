import { suffixed } from "./suffixed.ts";
import type { Unit } from "./unit.ts";

/** How many a second [1/s]. */
export type PerSecond = number & { readonly unit?: "1/s" };

/** 2k/s, 14M/s, 1400万/s, 90/min -> per second. */
export const rate: Unit<PerSecond> = suffixed({
  name: "rate",
  expected: "a rate such as 500/s, 2.2k/s, 14M/s, 1400万/s or 90/min",
  example: "1/s",
  max: 1e15,
  suffixes: [
    { text: "/min", exponent: 0, per: 60 },
    { text: "k/min", exponent: 3, per: 60, alias: true },
    { text: "万/min", exponent: 4, per: 60, alias: true },
    { text: "M/min", exponent: 6, per: 60, alias: true },
    { text: "亿/min", exponent: 8, per: 60, alias: true },
    { text: "G/min", exponent: 9, per: 60, alias: true },
    { text: "/s", exponent: 0 },
    { text: "k/s", exponent: 3 },
    { text: "万/s", exponent: 4, alias: true },
    { text: "M/s", exponent: 6 },
    { text: "亿/s", exponent: 8, alias: true },
    { text: "G/s", exponent: 9 },
  ],
});
