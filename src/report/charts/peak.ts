import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { shakeSeries } from "./evening.ts";

const BEFORE_MS = 120_000;
const LENGTH_MS = 480_000;

export const peak: Chart = {
  id: "peak",
  title: "The peak, second by second",
  section: "evening",
  size: "full",
  draw(view): Drawing | string | null {
    const { headline } = view.result;
    // A short run is seen second by second as it is.
    if (headline.shakes === 0 || view.toMs - view.fromMs <= 2 * LENGTH_MS) return null;
    const fromMs = Math.max(view.fromMs, Math.floor((headline.peakSecondAtMs - BEFORE_MS) / 60_000) * 60_000);
    return timeChart(view, {
      lead: `The eight minutes around ${view.clock.second(headline.peakSecondAtMs)}, second by second.`,
      series: shakeSeries(view),
      unit: "rate",
      axis: "shakes per second (1/s)",
      stacked: true,
      rungs: true,
      range: { fromMs, toMs: Math.min(view.toMs, fromMs + LENGTH_MS) },
    });
  },
};
