import { plainDecimal } from "./decimal.ts";
import type { NotAQuantity, Unit } from "./unit.ts";

/** One simulated shake, or packet with its whole group, stands for k. */
export type Scale = number & { readonly unit?: "k" };

const FRACTION = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/;
const K_MAX = 1e9;

/** 1/106 -> 106, 1/1 -> 1, 2/7 -> 3.5. */
export const scale: Unit<Scale> = {
  name: "scale",
  expected: "a scale such as 1/106, or 1/1 for the whole world",
  example: "1/1",
  pattern: "\\d+(\\.\\d+)?\\/\\d+(\\.\\d+)?",
  parse(text: string): Scale | NotAQuantity {
    const [, simulated, real] = FRACTION.exec(text) ?? [];
    if (simulated === undefined || real === undefined) return { why: "it is no fraction" };
    const k = Number(real) / Number(simulated);
    if (!(k >= 1)) return { why: "it would simulate more than the whole world" };
    if (!(k <= K_MAX)) return { why: "it would leave nothing to simulate" };
    return k;
  },
  print(k: Scale): string {
    return `1/${plainDecimal(k)}`;
  },
};
