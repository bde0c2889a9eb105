import type { Table } from "./chart.ts";
import { type Distribution, distributionName } from "./distribution.ts";
import { amount, duration } from "./words.ts";

const SHARES = [0.1, 0.5, 0.9, 0.99, 0.999] as const;

/** The table behind distributions: a row each, read off their histograms. */
export function quantilesText(rows: readonly Distribution[]): Table {
  return {
    caption: "Latency of the whole run, read off the histograms; answers as simulated",
    columns: ["step and clock", "answers", "fastest", "p10", "p50", "p90", "p99", "p99.9", "longest"],
    rows: rows.map((row) => [
      distributionName(row),
      amount(row.histogram.count),
      duration(row.histogram.min),
      ...SHARES.map((p) => duration(row.histogram.quantile(p))),
      duration(row.histogram.max),
    ]),
  };
}
