import type { Latencies } from "../../model/measure/latencies.ts";
import { LatencyWindows } from "../../model/measure/latency-windows.ts";
import type { Observation } from "../../result/figures/figure.ts";
import { histogramTimes } from "../../result/figures/histogram-times.ts";
import type { Span } from "../../result/figures/span.ts";
import { STEPS } from "../../result/result.ts";
import { inStepWindows } from "../../scenario/budgets/budget-span.ts";
import type { Budget } from "../../scenario/scenario.ts";
import { Histogram } from "../../stats/histogram.ts";
import type { Observed } from "./observed.ts";
import { quantileText } from "./quantile-text.ts";
import type { Seen } from "./seen.ts";
import { slicesOf } from "./slices.ts";
import { usersOf } from "./users-of.ts";

type LatencyBudget = Extract<Budget, { figure: "latency" | "meanLatency" }>;

/** Latencies of a step: of the whole run from its fine histograms, of a part of it from those of its windows. */
export function observeLatency(budget: LatencyBudget, { world }: Seen, whole: Span): Observed {
  const span = inStepWindows(whole);
  const fine = budget.when === undefined && budget.slices === undefined;
  const slices = slicesOf(span, budget.slices?.each);
  const parts = usersOf(budget, world).map(({ part, latencies }) => ({
    part,
    slices: fine ? [wholeRun(budget, latencies)] : inWindows(budget, latencies, slices),
  }));
  const of = budget.figure === "latency" ? quantileText(budget.quantile) : "mean";
  return {
    unit: "ms",
    better: "less",
    take: budget.figure === "latency" ? budget.quantile : "mean",
    text: `${of} of the ${budget.clock} latency of ${budget.step}`,
    span,
    parts,
  };
}

function wholeRun({ step, clock }: LatencyBudget, latencies: readonly Latencies[]): Observation {
  const all = new Histogram();
  for (const of of latencies) all.merge(of[clock][STEPS.indexOf(step)] as Histogram);
  return histogramTimes(all.toJSON());
}

function inWindows(
  { step, clock }: LatencyBudget,
  latencies: readonly Latencies[],
  slices: readonly Span[],
): Observation[] {
  const number = STEPS.indexOf(step);
  const of = latencies.map((each) => each[`${clock}Windows`][number] as LatencyWindows);
  const all = new LatencyWindows(of[0]?.windowMs ?? 1);
  for (const windows of of) all.merge(windows);
  return slices.map(({ fromMs, toMs }) => {
    const times = all.between(fromMs / all.windowMs, toMs / all.windowMs);
    const samples = times.bins.reduce((sum, count, i) => (i % 2 === 1 ? sum + count : sum), 0);
    return { kind: "times", ...times, samples };
  });
}
