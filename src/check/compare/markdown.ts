import type { Comparison } from "../../result/compare/comparison.ts";
import { changeIntervalText, changeText, figureText, relativeText } from "../output/figure-text.ts";
import { BYTES_MAX, bytes, code, escaped } from "../output/markdown-text.ts";
import { chanceText, MOVE_SIGNS, methodText, movesText, sideRunsText, sideText } from "./facts.ts";

/** A comparison as GitHub's Markdown, always below 1 MiB: of very many rows the last ones are left out. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { a, b, flags } = comparison;
  const head = [
    "# hongbao compare",
    "",
    `- **A** ${code(sideText(a))}: ${escaped(`${a.name} (${sideRunsText(a)})`)}`,
    `- **B** ${code(sideText(b))}: ${escaped(`${b.name} (${sideRunsText(b)})`)}`,
    ...(flags.length === 0 ? [] : [`- both ${code(flags.join(" "))}`]),
    "",
    comparison.pairs === 0
      ? "Nothing was run: every figure would be the same to the digit\\."
      : escaped(`${movesText(comparison)}. ${methodText(comparison)}`),
    "",
  ].join("\n");
  const changes = changeRows(comparison);
  const figures = figureRows(comparison);
  return [head, ...fitting(BYTES_MAX - bytes(head), [figures, changes])].join("\n");
}

function changeRows({ changes }: Comparison): string[] {
  if (changes.length === 0) return ["In the scenario nothing changed\\.", ""];
  const rows = changes.map(
    ({ path, before, after }) => `| ${code(path)} | ${escaped(before)} | ${escaped(after)} |`,
  );
  return ["## In the scenario", "", "| value | A | B |", "|---|---|---|", ...rows, ""];
}

function figureRows({ figures, leftOut, confidence }: Comparison): string[] {
  const rows = figures.map((figure) => {
    const { id, text, unit, move, a, b, change, relative, low, high, pOfAll } = figure;
    const cells = [
      `${MOVE_SIGNS[move]} ${move}`,
      `${code(id)}<br>${escaped(text)}`,
      figureText(a, unit),
      figureText(b, unit),
      `${changeText(change, unit)} (${relativeText(relative)})`,
      changeIntervalText(low, high, unit),
      chanceText(pOfAll),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const table = [
    `| | figure | A | B | change | ${Math.round(100 * confidence)} % interval | p of all |`,
    "|---|---|--:|--:|--:|---|--:|",
    ...rows,
  ];
  const out = leftOut.map(({ id, why }) => `- not compared: ${code(id)}, ${escaped(why)}`);
  return ["## Figures", "", ...(rows.length > 0 ? table : []), "", ...out, ""];
}

/** As many lines of each section as fit, and a word about the rest. */
function fitting(bytesMax: number, sections: readonly (readonly string[])[]): string[] {
  const kept: string[] = [];
  let left = bytesMax;
  for (const lines of sections)
    for (const [i, line] of lines.entries()) {
      const rest = `And ${lines.length - i} more lines.`;
      if (bytes(line) + 1 + bytes(rest) + 64 > left) {
        kept.push("", rest, "");
        break;
      }
      kept.push(line);
      left -= bytes(line) + 1;
    }
  return kept;
}
