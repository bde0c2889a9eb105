import { clockText } from "../clock-text.ts";
import { type Result, STEPS } from "../result.ts";
import type { Cell, Table } from "./table.ts";

/** What became of each step's requests, a row a step window and step, in real-world units. */
export function stepsTable(result: Result): Table {
  return {
    file: "steps.csv",
    columns: [
      "clock",
      "fromMs [ms]",
      "step",
      "offered [requests]",
      "attempts [attempts]",
      "full [requests]",
      "degraded [requests]",
      "refused [requests]",
      "failed [requests]",
      "inFlight [requests]",
    ],
    rows: rows(result),
  };
}

function* rows({ clock, series }: Result): Generator<Cell[]> {
  const windows = Math.max(...STEPS.map((step) => series.steps[step].offered.length));
  for (let window = 0; window < windows; window++) {
    const fromMs = series.fromMs + window * series.stepWindowMs;
    const text = clockText(clock.start, fromMs);
    for (const step of STEPS) {
      const of = series.steps[step];
      const at = (values: readonly number[]): Cell => values[window] ?? null;
      yield [
        text,
        fromMs,
        step,
        at(of.offered),
        at(of.attempts),
        at(of.full),
        at(of.degraded),
        at(of.refused),
        at(of.failed),
        at(of.inFlight),
      ];
    }
  }
}
