import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { partMetric } from "../view.ts";
import { amount, duration, share } from "../words.ts";

export const staleReads: Chart = {
  id: "stale-reads",
  title: "Stale reads",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const { reads, staleReads: stale, ageMs } = view.result.staleness;
    const of = partMetric(view, "staleness", "all", "staleShare");
    const told =
      stale === 0
        ? `None of ${amount(reads)} reads was stale.`
        : `${amount(stale)} of ${amount(reads)} reads (${share(stale / reads)}) missed the last acknowledged version; half of those by less than ${duration(ageMs.p50)}.`;
    if (reads === 0) return "Nothing was read from a replica.";
    if (of === undefined) return `${told} This run did not record them over time.`;
    return timeChart(view, {
      lead: told,
      series: [{ name: "stale reads", mark: "line", ink: seriesInk(0), of }],
      unit: "share",
      axis: "share of reads (%)",
    });
  },
};
