import type { Result } from "../result.ts";
import type { Table } from "./table.ts";
import { windowRows } from "./windows.ts";

/** One family of parts ("sets", "lines", ...), a row a part window and part. */
export function partTable(result: Result, family: string): Table {
  const parts = result.series.parts[family] ?? {};
  const { columns, rows } = windowRows(result, parts, Object.keys(parts), "part");
  // The money's totals have money.csv; its course over time is the family of that name.
  return { file: family === "money" ? "money-series.csv" : `${family}.csv`, columns, rows };
}
