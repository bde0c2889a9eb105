import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { INK } from "../tokens.ts";
import type { View } from "../view.ts";
import { rate } from "../words.ts";

/** Offered as a line over what became of it, stacked, as rates [1/s]. */
export function shakeSeries(view: View): Series[] {
  const { steps, fromMs, stepWindowMs } = view.result.series;
  const perS = (counts: readonly number[]) => ({
    fromMs,
    windowMs: stepWindowMs,
    values: stepWindowMs === 1000 ? counts : counts.map((n) => (n * 1000) / stepWindowMs),
  });
  const { shake } = steps;
  return [
    { name: "answered in full", mark: "area", ink: INK.full, of: perS(shake.full) },
    { name: "answered degraded", mark: "area", ink: INK.degraded, of: perS(shake.degraded) },
    { name: "refused", mark: "area", ink: INK.refused, of: perS(shake.refused) },
    { name: "failed", mark: "area", ink: INK.failed, of: perS(shake.failed) },
    { name: "offered", mark: "line", ink: INK.offered, of: perS(shake.offered) },
  ];
}

export const evening: Chart = {
  id: "evening",
  title: "Shakes: offered and what became of them",
  section: "evening",
  size: "full",
  draw(view): Drawing | string {
    const { headline } = view.result;
    if (headline.shakes === 0) return "No shake was offered in this run.";
    return timeChart(view, {
      lead: `The peak second offered ${rate(headline.peakSecondRps)} at ${view.clock.second(headline.peakSecondAtMs)}.`,
      series: shakeSeries(view),
      unit: "rate",
      axis: "shakes per second (1/s)",
      stacked: true,
      rungs: true,
    });
  },
};
