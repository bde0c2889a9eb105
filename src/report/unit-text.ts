import type { FigureUnit } from "../result/figures/figure.ts";
import { amount, bytesText, duration, rate, share, yuan } from "./words.ts";

/** A figure as people read it, in the unit that it is told in. */
export function unitText(unit: FigureUnit): (value: number) => string {
  switch (unit) {
    case "ms":
      return duration;
    case "share":
      return share;
    case "1/s":
      return rate;
    case "factor":
      return amount;
    case "fen":
      return yuan;
    case "B":
      return bytesText;
  }
}
