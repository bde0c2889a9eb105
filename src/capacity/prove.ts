import { judge } from "../check/judge.ts";
import { alphaOf } from "../check/looks.ts";
import { tQuantile } from "../stats/student.ts";
import type { Bracket } from "./bracket.ts";
import { excessOfBounds, type Judged } from "./excess.ts";
import type { Tested } from "./tested.ts";

/** Seeds of a value that is to be proven. */
export const PROOF_SEEDS = 10;
/** How many values are tried; what may go wrong is shared among them. */
export const TRIES = 2;
/** A step that just does not suffice costs a whole try, so each is made that much longer. */
const LONGER = 1.4;
/** Two tries lie at least so far apart, as a share of the limit. */
const APART = 0.005;

/**
 * Looks for a value near the limit at which all budgets pass as in a check. The first try
 * lies as far from the limit as the limit's own error lets one hope; the second as far from the first as the bounds of
 * the check there are beyond the limit, by how steeply the first budget falls.
 */
export async function prove(
  tested: Tested,
  { good, bad, at, error, first, seeds }: Bracket,
): Promise<{ x: number; seeds: number } | undefined> {
  const { span } = tested;
  const way = Math.sign(good - bad);
  const farthest = way < 0 ? span.low : span.last;
  const steepness = steepnessOf(tested, first, good, bad);
  const on = (beyond: number) => (LONGER * Math.max(0, beyond)) / steepness || Math.abs(good - bad);
  if (tested.binding.length === 0) return undefined;
  let x = span.towards(at + way * LONGER * error * Math.sqrt(seeds) * reachOf(tested), farthest);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (!tested.affords([x], PROOF_SEEDS)) return undefined;
    await tested.test([x], PROOF_SEEDS);
    const { bound, passes } = beyondOf(tested, x);
    if (passes) return { x, seeds: PROOF_SEEDS };
    if (x === farthest) return undefined;
    const apart = Math.max(on(bound), APART * Math.abs(at), span.grain ?? 0);
    x = span.towards(x + way * Math.min(apart, Math.abs(farthest - x)), farthest);
  }
  return undefined;
}

/** What one bound may be wrong by, where as many values are tried as may be. */
function alphaAt(tested: Tested, { limit }: Judged): number {
  return alphaOf(1 - (1 - limit.confidence) / TRIES, 1, tested.binding.length);
}

/** How far Student's t with its seeds reaches, in the scatter of one run. */
function reachOf(tested: Tested): number {
  const alphas = tested.binding.map((of) => alphaAt(tested, of));
  return tQuantile(1 - Math.min(...alphas), PROOF_SEEDS - 1) / Math.sqrt(PROOF_SEEDS);
}

/** How far the end of the worst budget's interval is beyond its limit, as a logarithm; and whether a check passes. */
function beyondOf(tested: Tested, x: number): { bound: number; passes: boolean } {
  const replications = tested.replications(x).slice(0, PROOF_SEEDS);
  const all = tested.binding.map((of) => {
    const verdict = judge({ budget: of.limit, index: 0 }, of.id, replications, alphaAt(tested, of));
    return { bound: excessOfBounds(verdict).log, passes: verdict.verdict === "pass" };
  });
  return {
    bound: Math.max(...all.map(({ bound }) => bound)),
    passes: all.length > 0 && all.every(({ passes }) => passes),
  };
}

/** How much the first budget's excess grows for a step of one on the axis. */
function steepnessOf(tested: Tested, first: string | undefined, good: number, bad: number): number {
  const of = tested.binding.find(({ id }) => id === first);
  if (of === undefined) return Number.NaN;
  const rise = tested.reading(of, bad).excess.log - tested.reading(of, good).excess.log;
  return rise / Math.abs(bad - good);
}
