import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

/** One table, one file. */
export interface Table {
  /** "steps.csv" */
  file: string;
  /** Headers, the unit in brackets: "offered [requests]". */
  columns: readonly string[];
  rows: Iterable<readonly Cell[]>;
}

/**
 * The table as CSV (RFC 4180 quoting, "\n" ends a line). A missing figure is an empty cell. Texts that a spreadsheet
 * would run as a formula are defused with a leading apostrophe: names come from scenario files of unknown origin.
 */
export function csvText(table: Table): string {
  return stringify([[...table.columns], ...table.rows], { escape_formulas: true });
}
