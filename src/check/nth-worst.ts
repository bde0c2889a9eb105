import type { Figure } from "../result/figures/figure.ts";
import type { Cell } from "./cell.ts";

/** The worst part of each slice, and of those the (b + 1)-th worst, b slices being let off; where it stands among the cells. */
export function nthWorst(
  cells: readonly Cell[],
  valueAt: (i: number) => number,
  { better, badSlices }: Figure,
): { value: number; at: number } {
  const sign = better === "less" ? 1 : -1;
  const worstOf = new Map<number, { value: number; at: number }>();
  cells.forEach(({ slice }, at) => {
    const value = valueAt(at);
    const before = worstOf.get(slice);
    if (before === undefined || sign * value > sign * before.value) worstOf.set(slice, { value, at });
  });
  const sorted = [...worstOf.values()].sort((a, b) => sign * (b.value - a.value) || a.at - b.at);
  return sorted[badSlices] as { value: number; at: number };
}
