import { type Quantiles, type Result, STEPS, type Step, type StepCounts } from "../result.ts";
import type { Cell, Table } from "./table.ts";

const QUANTILES = ["mean", "p50", "p90", "p99", "p999", "max"] as const satisfies (keyof Quantiles)[];

/**
 * Everything that has one value for the whole run and a step, a row a figure: counts in real-world units with the
 * simulated count beside them, and latencies.
 */
export function totalsTable(result: Result): Table {
  return {
    file: "totals.csv",
    columns: ["step", "figure", "unit", "value", "simulated"],
    rows: rows(result),
  };
}

function* rows(result: Result): Generator<Cell[]> {
  for (const step of STEPS) {
    const simulated = new Map(counts(result.simulated[step]));
    for (const [figure, value] of counts(result.totals[step]))
      yield [
        step,
        figure,
        figure === "attempts" ? "attempts" : "requests",
        value,
        simulated.get(figure) ?? null,
      ];
    yield* latencies(result, step);
  }
}

function* counts(of: StepCounts): Generator<[string, number]> {
  yield ["offered", of.offered];
  yield ["attempts", of.attempts];
  yield ["answered full", of.answered.full];
  yield ["answered degraded", of.answered.degraded];
  for (const [reason, value] of sorted(of.refused)) yield [`refused ${reason}`, value];
  for (const [reason, value] of sorted(of.failed)) yield [`failed ${reason}`, value];
  yield ["in flight", of.inFlight];
  for (const [outcome, value] of sorted(of.outcomes)) yield [`outcome ${outcome}`, value];
}

function* latencies(result: Result, step: Step): Generator<Cell[]> {
  for (const side of ["client", "service"] as const) {
    const of = result.latencyMs[step][side];
    // Latency is sampled: its count stands in the column of simulated counts.
    yield [step, `${side} latency samples`, "samples", null, of.count];
    for (const quantile of QUANTILES) yield [step, `${side} latency ${quantile}`, "ms", of[quantile], null];
  }
}

function sorted(by: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(by).sort(([a], [b]) => (a < b ? -1 : 1));
}
