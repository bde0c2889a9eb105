import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { peakOf } from "../view.ts";
import { rate } from "../words.ts";
import { walletMetric } from "./wallet-metric.ts";

export const queueRate: Chart = {
  id: "queue-rate",
  title: "Wallet queue: published and credited",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const published = walletMetric(view, "publishedRps");
    const credited = walletMetric(view, "creditedRps");
    const series: Series[] = [];
    if (published) series.push({ name: "published", mark: "line", ink: seriesInk(3), of: published });
    if (credited) series.push({ name: "credited", mark: "line", ink: seriesInk(0), of: credited });
    if (series.length === 0) return "No wallet queue reported its rates.";
    const tops = series.map(({ name, of }) => `${name} ${rate(peakOf(of)?.value ?? null)}`);
    return timeChart(view, {
      lead: `Highest 10 s: ${tops.join(", ")}. Where credited stays below published, the queue grows.`,
      series,
      unit: "rate",
      axis: "credits per second",
    });
  },
};
