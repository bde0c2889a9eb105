import type { WorldParams } from "../model/build/world-params.ts";
import {
  ATTEMPTS,
  COLUMNS,
  DEGRADED,
  FAILED,
  FAILURES,
  FULL,
  OFFERED,
  OUTCOMES,
  REFUSED,
  REFUSERS,
  type StepCounts,
} from "../model/measure/step-counts.ts";
import { type Result, STEPS, type Step, type StepCounts as StepTotals } from "../result/result.ts";

/** One value for each step, made by its number. */
export function perStep<T>(make: (step: number) => T): Record<Step, T> {
  return Object.fromEntries(STEPS.map((name, step) => [name, make(step)])) as Record<Step, T>;
}

/** What became of the requests of each step, multiplied by k. */
export function collectTotals(counts: StepCounts, k: number): Result["totals"] {
  return perStep((step) => {
    const column = (of: number) => k * counts.windows.total(step * COLUMNS + of);
    const offered = column(OFFERED);
    const answered = { full: column(FULL), degraded: column(DEGRADED) };
    const ended = answered.full + answered.degraded + column(REFUSED) + column(FAILED);
    return {
      offered,
      ...again(k * (counts.offeredAgain[step] as number)),
      attempts: column(ATTEMPTS),
      answered,
      refused: named(REFUSERS, counts.refusedBy, step, k),
      failed: named(FAILURES, counts.failedBy, step, k),
      inFlight: offered - ended,
      outcomes: named(OUTCOMES, counts.outcomes, step, k),
    } satisfies StepTotals;
  });
}

const again = (count: number): { again?: number } => (count > 0 ? { again: count } : {});

/** Counts by name, those that did not occur left out. */
function named(
  names: readonly string[],
  counts: Float64Array,
  step: number,
  k: number,
): Record<string, number> {
  const entries = names.map((name, i): [string, number] => [
    name,
    k * (counts[step * names.length + i] as number),
  ]);
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

/** The steps' counts in windows from the first that counts on, multiplied by k. */
export function collectStepSeries(counts: StepCounts, params: WorldParams): Result["series"]["steps"] {
  const { windowMs, windows } = counts.windows;
  const first = Math.floor(params.fromMs / windowMs);
  return perStep((step) => {
    const column = (of: number) =>
      Array.from({ length: Math.max(0, windows - first) }, (_, i) => {
        return params.k * counts.windows.at(step * COLUMNS + of, first + i);
      });
    const series = {
      offered: column(OFFERED),
      attempts: column(ATTEMPTS),
      full: column(FULL),
      degraded: column(DEGRADED),
      refused: column(REFUSED),
      failed: column(FAILED),
    };
    let level = 0;
    const inFlight = series.offered.map((offered, i) => {
      const ended =
        (series.full[i] as number) +
        (series.degraded[i] as number) +
        (series.refused[i] as number) +
        (series.failed[i] as number);
      level += offered - ended;
      return level;
    });
    return { ...series, inFlight };
  });
}
