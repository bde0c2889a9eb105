import type { Table } from "./chart.ts";
import type { Ink } from "./tokens.ts";

/** In a comparison, A is the run before the change: the same dash as in B, thinner and in grey. */
export function beforeInk(ink: Ink): Ink {
  return { colour: "var(--before)", ...(ink.dash === undefined ? {} : { dash: ink.dash }), width: 1.25 };
}

/** The rows of both runs, told apart by a column of their own. */
export function bothTables(before: Table, after: Table): Table {
  const rows = [
    ...before.rows.map((row) => [...row.slice(0, 1), "A", ...row.slice(1)]),
    ...after.rows.map((row) => [...row.slice(0, 1), "B", ...row.slice(1)]),
  ];
  const [first = "", ...rest] = after.columns;
  return { ...after, columns: [first, "run", ...rest], rows };
}

/** What there is to see in both runs. */
export const bothLeads = (before: string, after: string): string =>
  before === after ? `Both: ${after}` : `A: ${before} B: ${after}`;
