import type { Chart, Drawing } from "../chart.ts";
import { type HeatRow, heatChart, peakRows } from "../heat-chart.ts";
import { familyMetric, peakOf, unionMs } from "../view.ts";
import { counted, duration, share } from "../words.ts";

export const setLoad: Chart = {
  id: "set-load",
  title: "Load of the sets, and masks",
  section: "sets",
  size: "full",
  draw(view): Drawing | string {
    const rows: HeatRow[] = familyMetric(view, "sets", "utilisation").map(({ part, of }) => ({
      name: part,
      of,
      masks: view.masks.filter((mask) => mask.part === part),
    }));
    if (rows.length === 0) return "No set reported its load.";
    const busiest = rows.reduce((a, b) => ((peakOf(b.of)?.value ?? 0) > (peakOf(a.of)?.value ?? 0) ? b : a));
    const masked = rows.filter(({ masks }) => masks.length > 0);
    const awayMs = masked.reduce((sum, { masks }) => sum + unionMs(masks), 0);
    const told =
      masked.length === 0
        ? "No set was masked."
        : `${counted(masked.length, "set")} masked, ${duration(awayMs)} together: ${share(masked.length / rows.length)} of the sets.`;
    return heatChart(view, {
      lead: `Busiest: ${busiest.name} with ${share(peakOf(busiest.of)?.value ?? null)}. ${told}`,
      axis: "one row a set; shade: utilisation (%)",
      rows,
      table: {
        caption: "Peak of each set and its masks",
        columns: ["set", "peak utilisation", "at", "masked for new orders"],
        rows: peakRows(view, rows),
      },
      notes: masked.length === 0 ? [] : ["Framed and hatched: masked, new orders go to other sets."],
    });
  },
};
