import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { across, familyMetric, peakOf } from "../view.ts";
import { duration, rate } from "../words.ts";

/** Up to this many times the mean rate, what the caches leave to the databases is no news. */
const USUAL = 3;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const cacheReads: Chart = {
  id: "cache-reads",
  title: "Reads of packets: what the caches answered, and what was left to the databases",
  section: "sets",
  size: "full",
  draw(view): Drawing | string | null {
    const reads = across(familyMetric(view, "sets", "readsRps"), sum);
    const left = across(familyMetric(view, "sets", "databaseReadsRps"), sum);
    if (reads === undefined || left === undefined) return null;
    const { caches } = view.result;
    const top = peakOf(left)?.value ?? 0;
    const waited = caches?.waitMaxMs ?? 0;
    const usual = sum(left.values.map((value) => value ?? 0)) / Math.max(1, left.values.length);
    if (top <= USUAL * usual && waited < 1) return null;
    const wait = waited >= 1 ? `; a read waited there for up to ${duration(waited)}` : "";
    return timeChart(view, {
      lead: `At most ${rate(top)} went to the databases${wait}.`,
      series: [
        { name: "reads", mark: "line", ink: seriesInk(3), of: reads },
        { name: "of them to the databases", mark: "line", ink: seriesInk(4), of: left },
      ],
      unit: "rate",
      axis: "reads per second, all sets",
    });
  },
};
