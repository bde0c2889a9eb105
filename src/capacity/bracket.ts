import { jackknifeError } from "../check/bounds.ts";
import { tQuantile } from "../stats/student.ts";
import { crossing, isMeasured } from "./crossing.ts";
import type { Judged } from "./excess.ts";
import type { Tested } from "./tested.ts";

/** Two neighbours between which the first budget breaks, and where. */
export interface Bracket {
  good: number;
  bad: number;
  /** Where the first budget crosses its limit; its standard error, and a 95 % interval. */
  at: number;
  error: number;
  low: number;
  high: number;
  /** The budget that breaks first. */
  first: string | undefined;
  /** Seeds that both have. */
  seeds: number;
}

/** How often each bound of the interval may be wrong. */
const ALPHA = 0.025;

/**
 * Reads the limit between a value at which all budgets hold and one at which one breaks. The same seeds at both meet the
 * same chance, so the limit is known more closely than the figures are. Its error is the jackknife's over seeds.
 */
export function bracketOf(tested: Tested, good: number, bad: number): Bracket {
  const seeds = Math.min(tested.replications(good).length, tested.replications(bad).length);
  const breaking = tested.binding.filter(
    (of) =>
      tested.reading(of, bad, seeds).excess.plain > 0 && tested.reading(of, good, seeds).excess.plain <= 0,
  );
  const whole = firstOf(tested, breaking, good, bad, seeds);
  const measured =
    breaking.length > 0 &&
    breaking.every((of) => isMeasured(tested.reading(of, good, seeds), tested.reading(of, bad, seeds)));
  const common = { good, bad, at: whole.x, first: whole.id, seeds };
  if (!measured || seeds < 2) {
    const error = Math.abs(bad - good) / 2;
    return { ...common, error, low: Math.min(good, bad), high: Math.max(good, bad) };
  }
  const without = Array.from(
    { length: seeds },
    (_, seed) => firstOf(tested, breaking, good, bad, seeds, seed).x,
  );
  const error = jackknifeError(without);
  const half = tQuantile(1 - ALPHA, seeds - 1) * error;
  return { ...common, error, low: whole.x - half, high: whole.x + half };
}

function firstOf(
  tested: Tested,
  breaking: readonly Judged[],
  good: number,
  bad: number,
  seeds: number,
  without = -1,
): { x: number; id: string | undefined } {
  const way = Math.sign(bad - good);
  const [first] = breaking
    .map((of) => ({
      id: of.id,
      x: crossing(tested.reading(of, good, seeds, without), tested.reading(of, bad, seeds, without)),
    }))
    .sort((a, b) => way * (a.x - b.x));
  return first ?? { x: (good + bad) / 2, id: undefined };
}
