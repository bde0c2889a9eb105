import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { peakOf } from "../view.ts";
import { amount } from "../words.ts";
import { walletMetric } from "./wallet-metric.ts";

export const queueDepth: Chart = {
  id: "queue-depth",
  title: "Wallet queue: depth",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const of = walletMetric(view, "depth");
    if (of === undefined) return "No wallet queue reported its depth.";
    const top = peakOf(of);
    return timeChart(view, {
      lead: `Deepest: ${amount(top?.value ?? null)} credits waiting at ${view.clock.second(top?.atMs ?? 0)}.`,
      series: [{ name: "credits waiting", mark: "line", ink: seriesInk(0), of }],
      unit: "count",
      axis: "credits waiting, all wallet queues together",
    });
  },
};
