import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { across, familyMetric, highest, peakOf } from "../view.ts";
import { share } from "../words.ts";

export const setTrouble: Chart = {
  id: "set-trouble",
  title: "Blast radius: how many sets failed or were masked",
  section: "sets",
  size: "full",
  draw(view): Drawing | string {
    const failing = familyMetric(view, "sets", "failShare");
    const masked = familyMetric(view, "sets", "maskedShare");
    const worst = across(failing, highest);
    const away = across(masked, (values) => values.reduce((a, b) => a + b, 0) / values.length);
    const series: Series[] = [];
    if (worst)
      series.push({ name: "failing calls of the worst set", mark: "line", ink: seriesInk(4), of: worst });
    if (away) series.push({ name: "sets masked", mark: "step", ink: seriesInk(0), of: away });
    if (series.length === 0) return "No set reported failures or masks.";
    const top = worst === undefined ? 0 : (peakOf(worst)?.value ?? 0);
    const awayTop = away === undefined ? 0 : (peakOf(away)?.value ?? 0);
    return timeChart(view, {
      lead:
        top === 0 && awayTop === 0
          ? "No call to a set failed, and no set was masked."
          : `At worst ${share(top)} of one set's calls failed, and ${share(awayTop)} of the sets were masked.`,
      series,
      unit: "share",
      axis: "share of calls, share of sets (%)",
    });
  },
};
