import { suffixed } from "./suffixed.ts";
import type { Unit } from "./unit.ts";

/** A part of a whole, from 0 to 1. */
export type Share = number & { readonly unit?: "share" };

/** 0%, 1.7%, 100% -> 0..1. A bare 0.4 is refused: nobody can tell whether 40 % or 0.4 % was meant. */
export const share: Unit<Share> = suffixed({
  name: "share",
  expected: "a share from 0% to 100%",
  example: "50%",
  max: 1,
  suffixes: [{ text: "%", exponent: -2 }],
});
