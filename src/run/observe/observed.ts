import type { Figure, Observation } from "../../result/figures/figure.ts";
import type { Span } from "../../result/figures/span.ts";
import { samplesNeeded } from "../../scenario/budgets/samples-needed.ts";
import type { Budget } from "../../scenario/scenario.ts";

/** What a budget's figure is, and what one run says about it. */
export interface Observed {
  unit: Figure["unit"];
  better: Figure["better"];
  take?: Figure["take"];
  text: string;
  span: Span;
  parts: { part: string; slices: Observation[] }[];
}

/** The figures that a budget is judged by: one, or one for each part. */
export function figuresOf(budget: Budget, seen: Observed): Figure[] {
  const { unit, better, take = "mean", text, span, parts } = seen;
  const slices = "slices" in budget ? budget.slices : undefined;
  const { fromMs, toMs } = span;
  const figure = {
    unit,
    better,
    take,
    samplesMin: samplesNeeded(budget),
    badSlices: slices?.bad ?? 0,
    fromMs,
    toMs,
    sliceMs: slices?.each ?? toMs - fromMs,
  };
  if (!("judge" in budget && budget.judge === "each")) return [{ id: budget.id, text, ...figure, parts }];
  return parts.map((one) => ({
    id: `${budget.id}[${one.part}]`,
    text: `${text}, ${one.part}`,
    ...figure,
    parts: [one],
  }));
}
