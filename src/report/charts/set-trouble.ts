import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { across, familyMetric, highest, peakOf, type View, type Windowed } from "../view.ts";
import { listed, share } from "../words.ts";

/** Failing calls of the worst set and the share of sets that were masked, window by window. */
function troubleOf(view: View): { worst: Windowed | undefined; away: Windowed | undefined } {
  const masked = familyMetric(view, "sets", "maskedShare");
  return {
    worst: across(familyMetric(view, "sets", "failShare"), highest),
    away: across(masked, (values) => values.reduce((a, b) => a + b, 0) / values.length),
  };
}

function isCalm(view: View): boolean {
  const { worst, away } = troubleOf(view);
  return [worst, away].every((of) => of !== undefined && (peakOf(of)?.value ?? 0) === 0);
}

export const setTrouble: Chart = {
  id: "set-trouble",
  title: "Blast radius: how many sets failed or were masked",
  section: "sets",
  size: "full",
  draw(view): Drawing | string {
    const { worst, away } = troubleOf(view);
    const series: Series[] = [];
    if (worst)
      series.push({
        name: "failing calls of the worst set that was reached",
        mark: "line",
        ink: seriesInk(4),
        of: worst,
      });
    if (away) series.push({ name: "sets masked", mark: "step", ink: seriesInk(0), of: away });
    if (series.length === 0) return "No set reported failures or masks.";
    const top = worst === undefined ? 0 : (peakOf(worst)?.value ?? 0);
    const awayTop = away === undefined ? 0 : (peakOf(away)?.value ?? 0);
    const none = "No call to a set failed, and no set was masked.";
    if (isCalm(view) && (view.before === undefined || isCalm(view.before))) return none;
    const told = [
      ...(top > 0 ? [`${share(top)} of one set's calls failed`] : []),
      ...(awayTop > 0 ? [`${share(awayTop)} of the sets were masked`] : []),
    ];
    return timeChart(view, {
      lead: told.length === 0 ? none : `At worst ${listed(told)}.`,
      series,
      unit: "share",
      axis: "share of calls, share of sets (%)",
    });
  },
};
