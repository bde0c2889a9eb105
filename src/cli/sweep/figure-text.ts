import type { FigureUnit } from "../../result/figures/figure.ts";
import { countText, durationText, percentText, yuanText } from "../../result/number-text.ts";

/** A figure with its unit, as a line of the screen has it. */
export function figureText(value: number, unit: FigureUnit): string {
  switch (unit) {
    case "ms":
      return durationText(value);
    case "share":
      return percentText(value);
    case "1/s":
      return value < 100 ? `${Number(value.toPrecision(4))}/s` : `${countText(value)}/s`;
    case "factor":
      return String(Number(value.toPrecision(4)));
    case "fen":
      return yuanText(value);
    case "B":
      return `${Number(value.toPrecision(4))} B`;
  }
}
