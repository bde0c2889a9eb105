import { clip } from "./clip.ts";
import { adviceLines } from "./lab-advice-lines.ts";
import type { LabResult } from "./lab-result.ts";
import { labTablesOfText, verdictRows } from "./lab-rows.ts";
import { countText } from "./number-text.ts";
import { textTable } from "./text-table.ts";

export interface LabSummaryOptions {
  /** The lines that end the summary: where files were written. */
  footer?: readonly string[];
}

/** A lab's result for a terminal: times and levels of every part, and how known values came out. */
export function labSummary(result: LabResult, { footer = [] }: LabSummaryOptions = {}): string {
  const lines = [
    clip(`${result.scenario.name}: ${labRunText(result)}`),
    ...result.incompleteBecause.slice(0, 3).map((why) => clip(`INCOMPLETE: ${why}`)),
    ...labTablesOfText(result).flatMap(({ head, rows }) => ["", ...textTable([head, ...rows])]),
    "",
    ...adviceLines(result),
    ...(result.exact.length > 0 ? ["", ...textTable(exactRows(result))] : []),
  ];
  if (footer.length > 0) lines.push("", ...footer);
  return `${lines.join("\n")}\n`;
}

/** "50 x 800 k requests after 5000". */
export function labRunText({ replications, requests, warmup }: LabResult): string {
  const after = warmup > 0 ? ` after ${countText(warmup)}` : "";
  return `${replications} x ${countText(requests)} requests${after}`;
}

function exactRows(result: LabResult): string[][] {
  return [
    ["known", "exact", "estimate", "95 % interval", "verdict"],
    ...verdictRows(result).map(([, ...row]) => row),
  ];
}
