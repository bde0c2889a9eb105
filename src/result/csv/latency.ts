import { type Result, STEPS } from "../result.ts";
import type { Table } from "./table.ts";
import { windowRows } from "./windows.ts";

/** Latency of each step, a row a part window and step; a window without a sample has empty cells. */
export function latencyTable(result: Result): Table {
  const { columns, rows } = windowRows(result, result.series.latency, STEPS, "step");
  return { file: "latency.csv", columns, rows };
}
