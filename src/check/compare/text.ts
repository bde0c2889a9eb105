import { clip } from "../../result/clip.ts";
import type { ComparedFigure, Comparison } from "../../result/compare/comparison.ts";
import { textTable } from "../../result/text-table.ts";
import { changeIntervalText, changeText, figureText, relativeText } from "../output/figure-text.ts";
import { plainLine } from "../output/plain-line.ts";
import { chanceText, MOVE_SIGNS, methodText, movesText, sideRunsText, sideText } from "./facts.ts";

/** Values of the scenario on the screen; all of them are in the JSON. */
const CHANGES_MAX = 30;

const COLOURS: Partial<Record<ComparedFigure["move"], number>> = {
  better: 32,
  worse: 31,
  "perhaps better": 33,
  "perhaps worse": 33,
};

/** A comparison for a terminal: the two sides, what changed, the figures that may have moved. */
export function comparisonText(comparison: Comparison, { colour }: { colour: boolean }): string {
  const blocks = [
    sideLines(comparison),
    changeLines(comparison),
    ...(comparison.figures.every(({ move }) => move === "same") ? [] : [figureLines(comparison, colour)]),
    [...leftOutLines(comparison), lastLine(comparison)],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function sideLines({ a, b, flags }: Comparison): string[] {
  const lines = [a, b].map(
    (side, i) => `${"AB"[i]}  ${plainLine(`${sideText(side)}: ${side.name} (${sideRunsText(side)})`)}`,
  );
  return [...lines, ...(flags.length === 0 ? [] : [`both ${plainLine(flags.join(" "))}`])];
}

function changeLines({ changes }: Comparison): string[] {
  if (changes.length === 0) return ["In the scenario nothing changed."];
  const rows = changes
    .slice(0, CHANGES_MAX)
    .map(({ path, before, after }) => `  ${clip(path, 60)}: ${clip(before, 50)} -> ${clip(after, 50)}`);
  const more = changes.length - rows.length;
  return [
    `In the scenario, ${changes.length} value${changes.length === 1 ? "" : "s"} changed:`,
    ...rows,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function figureLines(comparison: Comparison, colour: boolean): string[] {
  const shown = comparison.figures.filter(({ move }) => move !== "same");
  const table = textTable([
    ["  figure", "A", "B", "change", "", `${Math.round(100 * comparison.confidence)} % interval`, "p of all"],
    ...shown.map((figure) => [
      `  ${MOVE_SIGNS[figure.move]} ${figure.move.padEnd(14)} ${figure.id}`,
      figureText(figure.a, figure.unit),
      figureText(figure.b, figure.unit),
      changeText(figure.change, figure.unit),
      relativeText(figure.relative),
      changeIntervalText(figure.low, figure.high, figure.unit),
      chanceText(figure.pOfAll),
    ]),
  ]);
  return table.map((line, i) => paint(plainLine(line), shown[i - 1]?.move, colour));
}

function leftOutLines({ leftOut }: Comparison): string[] {
  return leftOut.map(({ id, why }) => `  not compared: ${plainLine(`${id}, ${why}`)}`);
}

function lastLine(comparison: Comparison): string {
  if (comparison.pairs === 0) return "Nothing was run: every figure would be the same to the digit.";
  return `${movesText(comparison)}.\n${methodText(comparison)}`;
}

function paint(line: string, move: ComparedFigure["move"] | undefined, colour: boolean): string {
  const code = move === undefined ? undefined : COLOURS[move];
  return colour && move !== undefined && code !== undefined
    ? line.replace(`${MOVE_SIGNS[move]} ${move}`, (word) => `\u001b[${code}m${word}\u001b[0m`)
    : line;
}
