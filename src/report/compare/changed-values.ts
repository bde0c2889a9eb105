import type { Comparison } from "../../result/compare/comparison.ts";
import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten } from "../tame.ts";

const PATHS_MAX = 80;

/** The values of the scenario that differ between two sides. */
export function changedValues(changes: Comparison["changes"]): Markup {
  if (changes.length === 0) return html`<h3>In the scenario</h3>\n<p>Nothing: the same scenario.</p>`;
  const table = tableMarkup({
    caption: `${changes.length > PATHS_MAX ? `The first ${PATHS_MAX} of ${changes.length} values` : "Values"} that differ`,
    columns: ["parameter", "A", "B"],
    words: true,
    rows: changes
      .slice(0, PATHS_MAX)
      .map(({ path, before, after }) => [
        html`<code>${shorten(path, 80)}</code>`,
        html`<bdi>${shorten(before, 120)}</bdi>`,
        html`<bdi>${shorten(after, 120)}</bdi>`,
      ]),
  });
  return html`<h3>In the scenario</h3>\n${table}`;
}
