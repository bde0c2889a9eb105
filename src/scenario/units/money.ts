import { suffixed } from "./suffixed.ts";
import type { Unit } from "./unit.ts";

/** An amount of money in fen, 1/100 yuan; always whole. */
export type Fen = number & { readonly unit?: "fen" };

/** 5 CNY, 10 yuan, 0.5元, 1 fen -> whole fen. */
export const money: Unit<Fen> = suffixed({
  name: "money",
  expected: "an amount such as 5 CNY, 0.88 CNY or 1 fen",
  example: "1 CNY",
  max: 1e14,
  whole: "a whole number of fen",
  spaced: true,
  suffixes: [
    { text: "fen", exponent: 0 },
    { text: "分", exponent: 0, alias: true },
    { text: "yuan", exponent: 2, alias: true },
    { text: "元", exponent: 2, alias: true },
    { text: "CNY", exponent: 2 },
  ],
});
