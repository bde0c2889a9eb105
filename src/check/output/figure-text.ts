import type { FigureUnit } from "../../result/figures/figure.ts";
import { countText } from "../../result/number-text.ts";

/** A figure with its unit, as exactly as one wants it beside a limit: four significant digits. */
export function figureText(value: number, unit: FigureUnit): string {
  switch (unit) {
    case "ms":
      return Math.abs(value) < 1000 ? `${digits(value)} ms` : `${digits(value / 1000)} s`;
    case "share":
      return `${shareDigits(value)} %`;
    case "1/s":
      return Math.abs(value) < 100 ? `${digits(value)}/s` : `${countText(value)}/s`;
    case "factor":
      return digits(value);
    case "fen":
      return `${digits(value)} fen`;
    case "B":
      return `${digits(value)} B`;
  }
}

/** How far a figure moved: "+12.5 ms", "-0.2 points" of per cent. */
export function changeText(change: number, unit: FigureUnit): string {
  const size = Math.abs(change);
  const text = unit === "share" ? `${digits(100 * size)} points` : figureText(size, unit);
  return `${change < 0 ? "-" : change > 0 ? "+" : ""}${text}`;
}

/** "+0.1 s to +0.3 s"; null where there is one run of each. */
export function changeIntervalText(low: number | null, high: number | null, unit: FigureUnit): string {
  return low === null || high === null ? "-" : `${changeText(low, unit)} to ${changeText(high, unit)}`;
}

/** "2.5 s to 2.6 s"; an end that is not known is open. */
export function intervalText(low: number | null, high: number | null, unit: FigureUnit): string {
  if (low === null && high === null) return "-";
  const end = (value: number | null) => (value === null ? "?" : figureText(value, unit));
  return `${end(low)} to ${end(high)}`;
}

/** "at most 3 s", "at least 99.9 %", or both. */
export function limitText(max: number | null, min: number | null, unit: FigureUnit): string {
  const least = min === null ? [] : [`at least ${figureText(min, unit)}`];
  const most = max === null ? [] : [`at most ${figureText(max, unit)}`];
  return [...least, ...most].join(", ");
}

/** How far within the limit: "+12 %", beyond it "-3 %"; less than a tenth of a per cent still has its sign. */
export function marginText(margin: number | null): string {
  return margin === null ? "-" : percentChangeText(margin);
}

/** A change as a share of what was there before: "+12 %"; from ten times on "x 14.2"; "from 0" where nothing was there. */
export function relativeText(change: number | null): string {
  if (change === null) return "from 0";
  return change >= 9 ? `x ${Number((1 + change).toPrecision(3))}` : percentChangeText(change);
}

/** A change as a share of what was there before. */
function percentChangeText(change: number): string {
  const percent = 100 * change;
  const size = Math.abs(percent);
  const text = size >= 10 ? size.toFixed(0) : size >= 0.1 ? size.toFixed(1) : size === 0 ? "0" : "<0.1";
  return `${percent < 0 ? "-" : "+"}${text} %`;
}

function digits(value: number): string {
  if (value === 0) return "0";
  const text = value.toPrecision(4);
  return Number(text).toString().includes("e") ? text : String(Number(text));
}

/** Near 0 and near 1 it is the distance from there that counts: 99.9953 %, and never a rounded 100 %. */
function shareDigits(share: number): string {
  const distance = Math.min(share, 1 - share);
  if (distance <= 0) return String(Number((100 * share).toFixed(2)));
  const places = Math.max(2, Math.min(10, Math.ceil(-Math.log10(distance))));
  return String(Number((100 * share).toFixed(places)));
}
