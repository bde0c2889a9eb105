import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { peakOf } from "../view.ts";
import { duration } from "../words.ts";
import { walletMetric } from "./wallet-metric.ts";

export const queueAge: Chart = {
  id: "queue-age",
  title: "Wallet queue: age of the oldest credit",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const of = walletMetric(view, "oldestAgeMs");
    if (of === undefined) return "No wallet queue reported the age of its oldest credit.";
    const top = peakOf(of);
    const { allowedLagMs } = view.result.money;
    return timeChart(view, {
      lead: `Oldest: ${duration(top?.value ?? null)} at ${view.clock.second(top?.atMs ?? 0)}; ${duration(allowedLagMs)} is allowed.`,
      series: [{ name: "age of the oldest credit", mark: "line", ink: seriesInk(0), of }],
      unit: "ms",
      axis: "age (s)",
      limits: [{ value: allowedLagMs, text: `allowed ${duration(allowedLagMs)}` }],
    });
  },
};
