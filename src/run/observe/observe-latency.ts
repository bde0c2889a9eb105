import { LatencyWindows } from "../../model/measure/latency-windows.ts";
import type { World } from "../../model/world.ts";
import type { Observation } from "../../result/figures/figure.ts";
import { histogramTimes } from "../../result/figures/histogram-times.ts";
import type { Span } from "../../result/figures/span.ts";
import { STEPS } from "../../result/result.ts";
import { inStepWindows } from "../../scenario/budgets/budget-span.ts";
import type { Budget } from "../../scenario/scenario.ts";
import { Histogram } from "../../stats/histogram.ts";
import type { Observed } from "./observed.ts";
import { quantileText } from "./quantile-text.ts";
import { regionsOf } from "./regions-of.ts";
import type { Seen } from "./seen.ts";
import { slicesOf } from "./slices.ts";

type LatencyBudget = Extract<Budget, { figure: "latency" | "meanLatency" }>;

/** Latencies of a step: of the whole run from its fine histograms, of a part of it from those of its windows. */
export function observeLatency(budget: LatencyBudget, { world }: Seen, whole: Span): Observed {
  const span = inStepWindows(whole);
  const fine = budget.when === undefined && budget.slices === undefined;
  const slices = slicesOf(span, budget.slices?.each);
  const parts = regionsOf(budget, world).map(({ part, edges }) => ({
    part,
    slices: fine ? [wholeRun(budget, edges)] : inWindows(budget, edges, slices),
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

function wholeRun({ step, clock }: LatencyBudget, edges: World["edges"]): Observation {
  const all = new Histogram();
  for (const { latencies } of edges) all.merge(latencies[clock][STEPS.indexOf(step)] as Histogram);
  return histogramTimes(all.toJSON());
}

function inWindows(
  { step, clock }: LatencyBudget,
  edges: World["edges"],
  slices: readonly Span[],
): Observation[] {
  const number = STEPS.indexOf(step);
  const of = edges.map(({ latencies }) => latencies[`${clock}Windows`][number] as LatencyWindows);
  const all = new LatencyWindows(of[0]?.windowMs ?? 1);
  for (const windows of of) all.merge(windows);
  return slices.map(({ fromMs, toMs }) => {
    const times = all.between(fromMs / all.windowMs, toMs / all.windowMs);
    const samples = times.bins.reduce((sum, count, i) => (i % 2 === 1 ? sum + count : sum), 0);
    return { kind: "times", ...times, samples };
  });
}
