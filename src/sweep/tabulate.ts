import { type Estimate, estimateOf } from "../check/estimate.ts";
import type { Figure, Replication } from "../result/figures/figure.ts";
import { roundFigure } from "../result/round-figure.ts";
import type { FinishedOutcome } from "../result/sweep/finished-run.ts";
import type { SweepPlan } from "../result/sweep/plan.ts";
import {
  SWEEP_FORMAT,
  SWEEP_VERSION,
  type SweepFigure,
  type SweepPoint,
  type SweepResult,
  type SweepRun,
} from "../result/sweep/sweep-result.ts";

/** Each bound of a 95 % interval is beyond the truth in a fortieth of all cases. */
const ALPHA = 0.025;

/**
 * Puts the runs of a sweep together, point by point, so that no more than one point's are in memory. A figure of a point
 * is merged over its seeds before anything is taken from it.
 *
 * @param read gives the outcome of a run by its name, or undefined where it is not done.
 */
export async function tabulate(
  plan: SweepPlan,
  read: (job: string) => Promise<FinishedOutcome | undefined>,
): Promise<SweepResult> {
  const figures = new Map<string, SweepFigure>();
  const points: { of: Map<string, Estimated>; runs: SweepRun[]; own: ReadonlyMap<string, number>[] }[] = [];
  for (const point of plan.points) {
    const outcomes: (FinishedOutcome | undefined)[] = [];
    for (const job of point.jobs) outcomes.push(await read(job));
    const whole = outcomes.flatMap((outcome) =>
      outcome?.kind === "done" && outcome.replication.complete ? [outcome.replication] : [],
    );
    for (const replication of whole) note(figures, replication);
    points.push({
      of: estimates(whole),
      runs: outcomes.map((outcome, i) => runOf(plan.seeds[i] ?? "", point.jobs[i] ?? "", outcome)),
      own: outcomes.map((outcome) => ownValues(outcome)),
    });
  }
  const all = [...figures.values()].sort((a, b) => Number(b.budgeted) - Number(a.budgeted));
  return {
    format: SWEEP_FORMAT,
    version: SWEEP_VERSION,
    plan,
    complete: points.every(({ runs }) => runs.every(({ status }) => status === "done")),
    figures: all,
    points: points.map(
      ({ of, runs, own }): SweepPoint => ({
        figures: all.map(({ id }) => of.get(id) ?? null),
        runs: runs.map((run, i) => ({ ...run, figures: all.map(({ id }) => own[i]?.get(id) ?? null) })),
      }),
    ),
  };
}

type Estimated = NonNullable<SweepPoint["figures"][number]>;

/** Budgets' figures may bear the name of a figure that every run has: the budget's is told. */
function note(known: Map<string, SweepFigure>, { budgets, figures }: Replication): void {
  for (const [list, budgeted] of [
    [budgets, true],
    [figures, false],
  ] as const)
    for (const { id, text, unit, better } of list)
      if (!known.has(id)) known.set(id, { id, text, unit, better, budgeted });
}

function allOf({ budgets, figures }: Replication): Map<string, Figure> {
  return new Map([...figures, ...budgets].map((figure) => [figure.id, figure]));
}

function estimates(replications: readonly Replication[]): Map<string, Estimated> {
  const [first, ...others] = replications.map(allOf);
  const estimated = new Map<string, Estimated>();
  for (const [id, figure] of first ?? []) {
    const same = [figure, ...others.flatMap((other) => other.get(id) ?? [])];
    const estimate = shown(same);
    if (estimate === undefined) continue;
    const { value, low, high } = estimate;
    const one = same.length < 2;
    estimated.set(id, {
      estimate: roundFigure(value, "figure"),
      low: one ? null : finite(low),
      high: one ? null : finite(high),
    });
  }
  return estimated;
}

/** As a verdict would estimate it, but shown however few its samples are: a table judges nothing. */
function shown(figures: readonly Figure[]): Estimate | undefined {
  return estimateOf(
    figures.map((figure) => ({ ...figure, samplesMin: 0 })),
    ALPHA,
  );
}

function ownValues(outcome: FinishedOutcome | undefined): ReadonlyMap<string, number> {
  if (outcome?.kind !== "done") return new Map();
  const values = [...allOf(outcome.replication)].flatMap(([id, figure]) => {
    const estimate = shown([figure]);
    return estimate === undefined ? [] : [[id, roundFigure(estimate.value, "figure")] as const];
  });
  return new Map(values);
}

function runOf(seed: string, job: string, outcome: FinishedOutcome | undefined): SweepRun {
  const run = { seed, job, message: "", events: null, figures: [] };
  if (outcome === undefined) return { ...run, status: "missing" };
  if (outcome.kind === "failed") return { ...run, status: "failed", message: outcome.message };
  const { complete, incompleteBecause, events } = outcome.replication;
  return {
    ...run,
    events,
    status: complete ? "done" : "incomplete",
    message: incompleteBecause.join("; "),
  };
}

function finite(x: number): number | null {
  return Number.isFinite(x) ? roundFigure(x, "figure") : null;
}
