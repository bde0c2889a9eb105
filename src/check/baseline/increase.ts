import type { BaselineFigure } from "../../result/baseline/baseline.ts";
import { tQuantile } from "../../stats/student.ts";
import { type Bounds, valueBounds } from "../bounds.ts";
import { discordantError, pairedDifference } from "../compare/paired.ts";

/** How much a figure has grown since a baseline; negative where it has shrunk. */
export interface Increase extends Bounds {
  value: number;
  /** Of each seed by itself; NaN where it has none. */
  each: number[];
}

/**
 * In the figure's own unit: the paired difference.
 *
 * @param alpha how often each bound may be wrong.
 */
export function absoluteIncrease(before: BaselineFigure, now: BaselineFigure, alpha: number): Increase {
  const [a, b] = [jackknifedOf(before), jackknifedOf(now)];
  const { change, low, high } = pairedDifference(a, b, 1 - 2 * alpha);
  return { value: change, low, high, each: b.each.map((value, i) => value - (a.each[i] ?? Number.NaN)) };
}

/**
 * As a share of the baseline: the ratio of both less 1, with the bounds that any positive figure has, without one pair of
 * seeds at a time. Never narrower than McNemar's test has it for shares. Of a baseline of 0 nothing is a share: as long as
 * there is nothing the increase is 0, beyond that it is infinite.
 *
 * @param alpha how often each bound may be wrong.
 */
export function relativeIncrease(before: BaselineFigure, now: BaselineFigure, alpha: number): Increase {
  const [a, b] = [jackknifedOf(before), jackknifedOf(now)];
  const each = b.each.map((value, i) => shareOf(value, a.each[i] ?? Number.NaN));
  if (a.value === 0) {
    const value = shareOf(b.value, 0);
    return { value, low: value, high: value, each };
  }
  const ratio = b.value / a.value;
  const ratios = b.without.map((value, i) => (a.without[i] === 0 ? ratio : value / (a.without[i] as number)));
  const t = tQuantile(1 - alpha, ratios.length - 1);
  const { low, high } = valueBounds(ratio, ratios, { t, z: tQuantile(1 - alpha, 1e9) });
  const least = (t * discordantError(a, b)) / Math.abs(a.value);
  return {
    value: ratio - 1,
    low: Math.min(low, ratio - least) - 1,
    high: Math.max(high, ratio + least) - 1,
    each,
  };
}

function shareOf(value: number, of: number): number {
  if (of !== 0) return value / of - 1;
  return value === 0 ? 0 : Number.POSITIVE_INFINITY;
}

function jackknifedOf({ value, without, each, samples, trials }: BaselineFigure) {
  return { value, without, each: each.map((own) => own ?? Number.NaN), samples, trials };
}
