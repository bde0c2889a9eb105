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
  const texts = [stringify([table.columns], OPTIONS)];
  let batch: (readonly Cell[])[] = [];
  for (const row of table.rows) {
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    texts.push(stringify(batch, OPTIONS));
    batch = [];
  }
  texts.push(stringify(batch, OPTIONS));
  return texts.join("");
}

const OPTIONS = { escape_formulas: true };

/** A night has a quarter of a million rows: held at once they cost more in garbage collection than in writing. */
const BATCH_ROWS = 500;
