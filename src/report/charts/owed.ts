import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { partMetric, peakOf } from "../view.ts";
import { yuan } from "../words.ts";

export const owed: Chart = {
  id: "owed",
  title: "Money opened but not yet in a wallet",
  section: "money",
  size: "full",
  draw(view): Drawing | string {
    const fen = partMetric(view, "money", "all", "owedFen");
    if (fen === undefined) return "Money owed was not recorded over time.";
    const of = { ...fen, values: fen.values.map((v) => (v === null ? null : v / 100)) };
    const top = peakOf(fen);
    return timeChart(view, {
      lead: `At most ${yuan(top?.value ?? 0)}, at ${view.clock.second(top?.atMs ?? 0)}.`,
      series: [{ name: "owed", mark: "line", ink: seriesInk(0), of }],
      unit: "yuan",
      axis: "yuan (CNY)",
    });
  },
};
