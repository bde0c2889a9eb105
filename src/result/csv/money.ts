import { clockText } from "../clock-text.ts";
import type { Result } from "../result.ts";
import { header } from "./header.ts";
import type { Cell, Table } from "./table.ts";

/** The ledger's audit, a row a figure: amounts in fen, counts, when the money was right again. */
export function moneyTable({ clock, money }: Result): Table {
  const rows: Cell[][] = [];
  for (const [name, value] of Object.entries(money)) {
    if (typeof value === "number" || value === null) rows.push([header(name), value]);
  }
  const { rightAgainAtMs, violations } = money;
  if (rightAgainAtMs !== null)
    rows.push([
      "right again at, clock",
      rightAgainAtMs === 0 ? "always held" : clockText(clock.start, rightAgainAtMs),
    ]);
  for (const violation of violations) rows.push(["violation", violation]);
  return { file: "money.csv", columns: ["figure", "value"], rows };
}
