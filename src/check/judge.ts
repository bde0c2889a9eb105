import type { Figure, Replication } from "../result/figures/figure.ts";
import type { Bounds } from "./bounds.ts";
import { cellsOf } from "./cell.ts";
import { estimateOf } from "./estimate.ts";
import type { Limit } from "./limit.ts";
import type { Verdict, VerdictWord } from "./verdict.ts";
import { worstOf } from "./worst.ts";

/** A budget of a scenario, and its place there. */
export interface Asked {
  budget: Limit;
  index: number;
}

/**
 * Says what replications, all of them together, say about one figure of a budget.
 *
 * @param alpha how often each bound may be wrong: what the budget's confidence leaves for one look at one limit.
 */
export function judge(
  { budget, index }: Asked,
  id: string,
  replications: readonly Replication[],
  alpha: number,
): Verdict {
  const figures = replications.flatMap(({ budgets }) => budgets.filter((figure) => figure.id === id));
  const [figure] = figures as [Figure, ...Figure[]];
  const estimate = estimateOf(figures, alpha);
  const { verdict, why } = decided(budget, figure, estimate, replications);
  const max = budget.max ?? null;
  const min = budget.min ?? null;
  return {
    id,
    budget: index,
    text: figure.text,
    unit: figure.unit,
    severity: budget.severity === "warn" ? "warn" : "error",
    verdict,
    why,
    estimate: estimate?.value ?? null,
    low: finite(estimate?.low),
    high: finite(estimate?.high),
    max,
    min,
    margin: estimate === undefined ? null : marginOf(estimate.value, max, min),
    confidence: budget.confidence,
    samples: estimate?.samples ?? samplesOf(figures),
    samplesMin: figure.samplesMin,
    replications: replications.length,
    slices: {
      judged: estimate?.slicesJudged ?? 0,
      all: estimate?.slices ?? figure.parts[0]?.slices.length ?? 0,
      bad: badSlices(figures, max, min),
      allowed: figure.badSlices,
    },
    fromMs: figure.fromMs,
    toMs: figure.toMs,
    worst: worstOf(replications, id),
  };
}

/** What bounds of a figure say about its limits; there are none where there are too few samples. */
export function decided(
  { max, min }: Pick<Limit, "max" | "min">,
  { samplesMin }: Pick<Figure, "samplesMin">,
  estimate: Bounds | undefined,
  replications: readonly Replication[],
): { verdict: VerdictWord; why: string | null } {
  const broken = replications.find(({ complete }) => !complete);
  if (broken !== undefined) {
    const why = `seed ${broken.seed} was not run to its end: ${broken.incompleteBecause.join("; ")}`;
    return { verdict: "undecided", why };
  }
  if (estimate === undefined) return { verdict: "no data", why: `fewer than ${samplesMin} samples` };
  const { low, high } = estimate;
  if ((max !== undefined && low > max) || (min !== undefined && high < min))
    return { verdict: "fail", why: null };
  if ((max === undefined || high <= max) && (min === undefined || low >= min))
    return { verdict: "pass", why: null };
  return { verdict: "undecided", why: "the limit lies within the interval" };
}

export function marginOf(value: number, max: number | null, min: number | null): number {
  const within = (limit: number, by: number) => (limit === 0 ? by : by / Math.abs(limit));
  const ofMax = max === null ? Number.POSITIVE_INFINITY : within(max, max - value);
  const ofMin = min === null ? Number.POSITIVE_INFINITY : within(min, value - min);
  return Math.min(ofMax, ofMin);
}

/** Slices whose estimate, of whatever part, is beyond the limit. */
function badSlices(figures: readonly Figure[], max: number | null, min: number | null): number {
  const samplesMin = figures[0]?.samplesMin ?? 1;
  const bad = cellsOf(figures).filter(
    ({ value, samples }) =>
      samples >= samplesMin && ((max !== null && value > max) || (min !== null && value < min)),
  );
  return new Set(bad.map(({ slice }) => slice)).size;
}

/** Simulated samples of the part and slice that has most. */
export function samplesOf(figures: readonly Figure[]): number {
  return Math.max(0, ...cellsOf(figures).map(({ samples }) => samples));
}

function finite(x: number | undefined): number | null {
  return x !== undefined && Number.isFinite(x) ? x : null;
}
