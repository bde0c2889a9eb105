import { html, type Markup } from "../markup.ts";
import { shown } from "../shown.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { listed, share } from "../words.ts";

const ROWS_MAX = 40;
/** Names of sets told of one join. */
const NAMES_MAX = 6;

/** Sets that joined while the run lasted, and what share of the new orders went to them. Nothing where none did. */
export function joins(view: View): Markup {
  const { joins: all = [] } = view.result;
  if (all.length === 0) return html``;
  const rows = all
    .slice(0, ROWS_MAX)
    .map(({ region, atMs, sets, before, fullAtMs }, i) => [
      view.clock.second(atMs),
      html`<bdi>${region}</bdi>`,
      html`<bdi>${listed(sets, NAMES_MAX)}</bdi>`,
      `${before} to ${before + sets.length}`,
      view.clock.second(fullAtMs),
      shown(view.result, `joins.${i}.theory`, share),
      shown(view.result, `joins.${i}.ringShare`, share),
      shown(view.result, `joins.${i}.newOrdersShare`, share),
    ]);
  return html`<h3>Sets that joined</h3>${tableMarkup({
    caption: `${all.length > ROWS_MAX ? `The first ${ROWS_MAX} of ${all.length}. ` : ""}No old order moves: its number names its set. Of the region's new orders: what so many of all sets get, what this ring gives them, and what went there once their ramp was over.`,
    columns: [
      "at",
      "region",
      "sets",
      "sets of the region",
      "ramp ends",
      "in theory",
      "on this ring",
      "in this run",
    ],
    rows,
    words: true,
  })}`;
}
