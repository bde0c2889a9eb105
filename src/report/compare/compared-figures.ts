import type { ComparedFigure, Comparison } from "../../result/compare/comparison.ts";
import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { unitText } from "../unit-text.ts";
import { amount, counted, share } from "../words.ts";

/** Signs beside the words, so that colour is never the only one. */
const SIGNS: Readonly<Record<ComparedFigure["move"], string>> = {
  better: "✓",
  worse: "✗",
  "perhaps better": "?",
  "perhaps worse": "?",
  "no change seen": "·",
  same: "=",
  "not judged": "",
};

/** What several seeds of both sides say about each figure, the most significant change first. */
export function comparedFigures(comparison: Comparison): Markup {
  const { figures, leftOut } = comparison;
  const still = ({ move }: ComparedFigure): boolean => move === "no change seen" || move === "same";
  const moved = figures.filter((figure) => !still(figure));
  const quiet = figures.filter(still);
  return html`<h3>In the figures</h3>
<p class="note">${method(comparison)}</p>
${moved.length === 0 ? html`<p>Of ${counted(figures.length, "figure")} none was seen to change.</p>` : table("Figures of all runs together, the most significant change first", moved, comparison)}
${quiet.length === 0 ? null : html`<details><summary>${counted(quiet.length, "figure")} with no change seen</summary>${table("Figures that were not seen to change", quiet, comparison)}</details>`}
${leftOut.length === 0 ? null : html`<details><summary>${counted(leftOut.length, "figure")} that cannot be compared</summary>${tableMarkup({ caption: "Figures that are not compared", columns: ["figure", "why"], words: true, rows: leftOut.map(({ text, why }) => [text, why]) })}</details>`}`;
}

function method({ pairs, paired, confidence, figures, complete }: Comparison): string {
  if (!complete) return "A run was cut short, so nothing is said about what moved.";
  if (pairs < 2)
    return "One run of each side: there is no interval. What is chance takes several seeds to tell.";
  const met = paired
    ? "Each pair of runs met the same traffic."
    : "The sides ran under different seeds: part of every difference is chance.";
  return `${counted(pairs, "pair")} of runs. ${met} Intervals are ${share(confidence)} each by itself, Student's t over pairs; better and worse hold at ${share(confidence)} for all ${counted(figures.length, "figure")} together (Holm), "perhaps" only for the figure by itself.`;
}

function table(caption: string, figures: readonly ComparedFigure[], { confidence }: Comparison): Markup {
  return tableMarkup({
    caption,
    columns: ["figure", "moved", "A", "B", "change", `${share(confidence)} interval`, "p of all"],
    rows: figures.map(({ text, unit, a, b, change, relative, low, high, pOfAll, move }) => {
      const told = unitText(unit);
      return [
        text,
        `${SIGNS[move]} ${move}`,
        told(a),
        told(b),
        `${changeText(change, unit)} (${relativeText(relative)})`,
        low === null || high === null ? "none" : `${changeText(low, unit)} to ${changeText(high, unit)}`,
        pOfAll === null ? "-" : pOfAll < 0.001 ? "<0.001" : pOfAll.toFixed(3),
      ];
    }),
    words: true,
  });
}

/** "+12 ms"; of shares in points of per cent. */
function changeText(change: number, unit: ComparedFigure["unit"]): string {
  const size = Math.abs(change);
  const text = unit === "share" ? `${amount(100 * size)} points` : unitText(unit)(size);
  return `${change < 0 ? "−" : change > 0 ? "+" : ""}${text}`;
}

function relativeText(relative: number | null): string {
  if (relative === null) return "from 0";
  if (relative >= 1) return `×\u00a0${amount(1 + relative)}`;
  return `${relative < 0 ? "−" : "+"}${share(Math.abs(relative))}`;
}
