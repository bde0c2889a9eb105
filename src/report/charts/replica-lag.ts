import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { across, familyMetric, highest, peakOf } from "../view.ts";
import { duration } from "../words.ts";

/** A lag comes and goes within seconds: an evening of 10 s windows would be a carpet. */
const WINDOWS_MAX = 200;

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

export const replicaLag: Chart = {
  id: "replica-lag",
  title: "Replica lag",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const mean = familyMetric(view, "replicas", "lagMeanMs");
    const longest = familyMetric(view, "replicas", "lagMaxMs");
    // A run may record the lag at the end of each window only.
    const most = longest.length > 0 ? longest : familyMetric(view, "replicas", "lagMs");
    const worst = across(most, highest);
    const worstMean = across(mean, highest);
    const usual = across(mean, middle);
    const series: Series[] = [];
    if (worst)
      series.push({ name: "longest lag of any replica", mark: "line", ink: seriesInk(4), of: worst });
    if (worstMean)
      series.push({ name: "mean lag, worst replica", mark: "line", ink: seriesInk(3), of: worstMean });
    if (usual) series.push({ name: "mean lag, middle replica", mark: "line", ink: seriesInk(0), of: usual });
    if (series.length === 0) return "No replica reported its lag.";
    const top = worst === undefined ? undefined : peakOf(worst);
    return timeChart(view, {
      lead: `${Math.max(mean.length, most.length)} replicas. Longest lag ${duration(top?.value ?? null)}${top === undefined ? "" : ` at ${view.clock.second(top.atMs)}`}.`,
      series,
      unit: "ms",
      axis: "age of the oldest acknowledged write missing (logarithmic)",
      scale: "log",
      footAtLeast: 1,
      highest: WINDOWS_MAX,
    });
  },
};
