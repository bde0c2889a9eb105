import type { Observation } from "../../result/figures/figure.ts";
import { histogramTimes } from "../../result/figures/histogram-times.ts";
import type { Span } from "../../result/figures/span.ts";
import type { Result } from "../../result/result.ts";
import { inPartWindows } from "../../scenario/budgets/budget-span.ts";
import type { Budget } from "../../scenario/scenario.ts";
import { Histogram } from "../../stats/histogram.ts";
import type { Observed } from "./observed.ts";
import { quantileText } from "./quantile-text.ts";
import type { Seen } from "./seen.ts";
import { slicesOf } from "./slices.ts";

type StaleBudget = Extract<Budget, { figure: "staleReads" }>;
type AgeBudget = Extract<Budget, { figure: "staleAge" }>;

/** Reads that missed a write which had been acknowledged when they began, of all reads of copies. */
export function observeStaleReads(budget: StaleBudget, { world, result }: Seen, whole: Span): Observed {
  const everything = budget.when === undefined && budget.slices === undefined;
  const span = inPartWindows(whole, world.params.scenario);
  const { reads, staleReads } = result.staleness;
  const slices = everything
    ? [readsRatio(staleReads, reads, result)]
    : slicesOf(span, budget.slices?.each).map((slice) => readsIn(result, slice));
  return { unit: "share", better: "less", text: "stale reads", span, parts: [{ part: "", slices }] };
}

function readsIn(result: Result, { fromMs, toMs }: Span): Observation {
  const { series } = result;
  const all = series.parts.staleness?.all;
  const first = (fromMs - series.fromMs) / series.partWindowMs;
  const end = (toMs - series.fromMs) / series.partWindowMs;
  const sum = (values: readonly (number | null)[] = []) =>
    values.slice(Math.max(0, first), end).reduce<number>((total, value) => total + (value ?? 0), 0);
  return readsRatio(sum(all?.staleReads), sum(all?.reads), result);
}

function readsRatio(part: number, whole: number, { scale }: Result): Observation {
  return { kind: "ratio", part: part / scale.k, whole: whole / scale.k, samples: whole / scale.k };
}

/** How old what stale reads returned was, over the whole run. */
export function observeStaleAge({ quantile }: AgeBudget, { world }: Seen, span: Span): Observed {
  const ages = new Histogram();
  for (const idc of world.idcs) ages.merge(idc.staleness);
  return {
    unit: "ms",
    better: "less",
    take: quantile,
    text: `${quantileText(quantile)} of how old stale reads are`,
    span,
    parts: [{ part: "", slices: [histogramTimes(ages.toJSON())] }],
  };
}
