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
  const texts = [csvLines([table.columns])];
  let batch: (readonly Cell[])[] = [];
  for (const row of table.rows) {
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    texts.push(csvLines(batch));
    batch = [];
  }
  texts.push(csvLines(batch));
  return texts.join("");
}

/** Rows as lines of such a table, for one that is written piece by piece. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(rows as Cell[][], { escape_formulas: true });
}

/** A night has a quarter of a million rows: held at once they cost more in garbage collection than in writing. */
const BATCH_ROWS = 500;
