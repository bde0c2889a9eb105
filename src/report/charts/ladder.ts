import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { across, familyMetric, highest, peakOf } from "../view.ts";
import { listed } from "../words.ts";

export const ladder: Chart = {
  id: "ladder",
  title: "Lossy service: rungs taken",
  section: "ladder",
  size: "full",
  draw(view): Drawing | string {
    const sets = familyMetric(view, "sets", "rung");
    const most = across(sets, highest);
    if (most === undefined) return "No set reported a rung.";
    const top = Math.ceil(peakOf(most)?.value ?? 0);
    const series: Series[] = [];
    for (let rung = 1; rung <= Math.min(top, 6); rung++) {
      const of = across(sets, (values) => values.filter((v) => v >= rung - 0.5).length);
      if (of) series.push({ name: `on rung ${rung} or higher`, mark: "step", ink: seriesInk(rung - 1), of });
    }
    if (series.length === 0) return "No rung was taken: nothing had to be given up.";
    return timeChart(view, {
      lead: `Up to rung ${top}${view.rungs.length > 0 ? `: ${listed(view.rungs)}` : ""}.`,
      series,
      unit: "rung",
      axis: `sets (of ${sets.length})`,
    });
  },
};
