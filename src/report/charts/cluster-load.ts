import type { Chart, Drawing } from "../chart.ts";
import { type HeatRow, heatChart, peakRows } from "../heat-chart.ts";
import { familyMetric, peakOf } from "../view.ts";
import { share } from "../words.ts";

export const clusterLoad: Chart = {
  id: "cluster-load",
  title: "Load of the access clusters",
  section: "evening",
  size: "full",
  draw(view): Drawing | string {
    const rows: HeatRow[] = familyMetric(view, "clusters", "utilisation").map(({ part, of }) => ({
      name: part,
      of,
      masks: view.masks.filter((mask) => mask.part === part),
    }));
    if (rows.length === 0) return "No access cluster reported its load.";
    const busiest = rows.reduce((a, b) => ((peakOf(b.of)?.value ?? 0) > (peakOf(a.of)?.value ?? 0) ? b : a));
    const top = peakOf(busiest.of);
    return heatChart(view, {
      lead: `Busiest: ${busiest.name} with ${share(top?.value ?? null)} at ${view.clock.second(top?.atMs ?? 0)}.`,
      axis: "one row an access cluster; shade: utilisation (%)",
      rows,
      table: {
        caption: "Peak of each access cluster",
        columns: ["access cluster", "peak utilisation", "at", "masked"],
        rows: peakRows(view, rows),
      },
    });
  },
};
