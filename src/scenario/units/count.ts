import { suffixed } from "./suffixed.ts";
import type { Unit } from "./unit.ts";

/** How many; a whole number. */
export type Count = number & { readonly unit?: "count" };

const options = {
  example: 1,
  // Whole numbers are exact up to here.
  max: Number.MAX_SAFE_INTEGER,
  suffixes: [
    { text: "", exponent: 0 },
    { text: "k", exponent: 3 },
    { text: "万", exponent: 4, alias: true },
    { text: "M", exponent: 6 },
    { text: "亿", exponent: 8, alias: true },
    { text: "G", exponent: 9 },
  ],
} as const;

/** 638, 350M, 1400万 -> a whole number. */
export const count: Unit<Count> = suffixed({
  ...options,
  name: "count",
  expected: "a whole number such as 638, 350M or 1400万",
  whole: "a whole number",
});

/** The parameter of a law of counts, which need not be whole: a mean of 4.5. */
export const quantityOfMany: Unit<Count> = suffixed({
  ...options,
  name: "number",
  expected: "a number such as 12, 4.5 or 2k",
});

/** How many times as much: 3, 1.5. */
export const factor: Unit<number> = suffixed({
  name: "factor",
  expected: "a factor such as 3 or 1.5",
  example: 1,
  max: 1e6,
  suffixes: [{ text: "", exponent: 0 }],
});
