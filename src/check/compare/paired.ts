import { tBeyond, tQuantile } from "../../stats/student.ts";
import { jackknifeError } from "../bounds.ts";
import type { Jackknifed } from "../jackknifed.ts";

/** How far a figure of B is from that of A, over replications that met the same seeds, one by one. */
export interface PairedDifference {
  /** B - A, each of all replications together. */
  change: number;
  /** 0 where both are the same to the digit in each pair; NaN with one pair. */
  error: number;
  /** The interval, and how often chance alone brings a change at least so large; NaN with one pair. */
  low: number;
  high: number;
  p: number;
}

/**
 * The difference of two figures with the jackknife's error over pairs: D without pair i is B without i less A without i, so
 * whatever a seed does to both sides cancels. Of a mean that is the paired t interval, to the digit.
 *
 * A share is never known more closely than McNemar's test has it: d trials that came out otherwise on one side scatter by
 * sqrt(d) at least, and d is no less than what the pairs' counts differ by.
 *
 * @param confidence of the interval, 0..1.
 */
export function pairedDifference(a: Jackknifed, b: Jackknifed, confidence: number): PairedDifference {
  const change = b.value - a.value;
  const pairs = a.without.length;
  if (pairs < 2) return { change, error: Number.NaN, low: Number.NaN, high: Number.NaN, p: Number.NaN };
  const jackknife = jackknifeError(b.without.map((value, i) => value - (a.without[i] as number)));
  const error = Math.max(jackknife, discordantError(a, b));
  const half = tQuantile(0.5 + confidence / 2, pairs - 1) * error;
  // Nothing differs anywhere: that is no chance, and no evidence either.
  const p = change === 0 ? 1 : tBeyond(change / error, pairs - 1);
  return { change, error, low: change - half, high: change + half, p };
}

/** The least standard error that the difference of two shares may have: that of as many discordant trials. */
export function discordantError(a: Jackknifed, b: Jackknifed): number {
  let trials = 0;
  let discordant = 0;
  for (const [i, ofA] of a.trials.entries()) {
    const n = (ofA + (b.trials[i] ?? 0)) / 2;
    const apart = Math.abs((b.each[i] ?? 0) - (a.each[i] ?? 0));
    if (n === 0 || Number.isNaN(apart)) continue;
    trials += n;
    discordant += n * apart;
  }
  return trials === 0 ? 0 : Math.sqrt(discordant) / trials;
}
