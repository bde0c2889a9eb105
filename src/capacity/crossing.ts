import type { Excess } from "./excess.ts";

/** How far a budget is beyond its limit at a place of the axis. */
export interface Reading {
  x: number;
  excess: Excess;
}

/** However noisy two readings are, what lies so many widths outside of them is not read from them. */
const OUTSIDE_MAX = 2;

/**
 * Where a figure crosses its limit, by a straight line through two readings: of its logarithm where both have one
 * (times and losses grow by factors), else of the figure itself, else in the middle.
 */
export function crossing(a: Reading, b: Reading): number {
  for (const scale of ["log", "plain"] as const) {
    const [from, to] = [a.excess[scale], b.excess[scale]];
    if (!Number.isFinite(from) || !Number.isFinite(to) || from === to) continue;
    const share = from / (from - to);
    return a.x + Math.min(1 + OUTSIDE_MAX, Math.max(-OUTSIDE_MAX, share)) * (b.x - a.x);
  }
  return (a.x + b.x) / 2;
}

/** Whether anything but the middle can be read from two readings. */
export function isMeasured(a: Reading, b: Reading): boolean {
  return Number.isFinite(a.excess.plain) && Number.isFinite(b.excess.plain);
}
