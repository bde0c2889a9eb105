import type { Comparison } from "../result/compare/comparison.ts";
import type { Result } from "../result/result.ts";
import type { MeasuredScale } from "../result/scale/measured-scale.ts";
import type { BudgetVerdict } from "./budget-verdict.ts";
import { CHARTS } from "./charts/all.ts";
import { startDrawing } from "./draw.ts";
import { figure } from "./figure.ts";
import { page } from "./page.ts";
import { tame } from "./tame.ts";
import { viewOf } from "./view.ts";

/** What may stand beside the result that is drawn. */
export interface ReportExtras {
  /** Runs of the same scenario under other seeds: bands in the charts of latency, all of them in distributions. */
  readonly seeds?: readonly Result[];
  /** The run before a change, A; the result that is drawn is B, the run after it. */
  readonly before?: Result;
  /** What several seeds of both say; beside `before`. */
  readonly comparison?: Comparison;
  /** What a check said about the scenario's budgets. */
  readonly budgets?: readonly BudgetVerdict[];
  /** What its scale was measured to be off by, against a finer one. */
  readonly scaleError?: MeasuredScale;
}

/**
 * The result as one HTML file that needs nothing else: no network, no font, no script to be readable.
 * The same results give the same bytes, whatever the time zone, the locale or the machine.
 *
 * Loading this module loads vega (0.2 s): import it only when a report is wanted.
 */
export function renderReport(
  result: Result,
  { seeds = [], before, comparison, budgets = [], scaleError }: ReportExtras = {},
): string {
  const view = viewOf(tame(result), {
    seeds: seeds.map((seed) => viewOf(tame(seed))),
    before: before === undefined ? undefined : viewOf(tame(before)),
    comparison: comparison === undefined ? undefined : tame(comparison),
    budgets: tame(budgets),
    scaleError: scaleError === undefined ? undefined : tame(scaleError),
  });
  startDrawing();
  return page(
    view,
    CHARTS.flatMap((chart) => figure(view, chart)),
  ).text;
}
