import { columnsOf } from "./clip.ts";

/** Rows as lines of even columns: the first to the left, the others to the right. Trailing blanks are cut. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, columnsOf(cell));
    });
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const blank = " ".repeat((widths[i] ?? 0) - columnsOf(cell));
        return i === 0 ? cell + blank : blank + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}
