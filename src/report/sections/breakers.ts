import { html, type Markup } from "../markup.ts";
import { shown } from "../shown.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { amount, duration } from "../words.ts";

const ROWS_MAX = 40;

/** Circuit breakers that opened: how often, for how long, and who was answered at once. Nothing where none did. */
export function breakers(view: View): Markup {
  const { breakers: all = [] } = view.result;
  if (all.length === 0) return html``;
  const rows = all
    .slice(0, ROWS_MAX)
    .map(({ from, to, opened, reopened }, i) => [
      html`<bdi>${from}</bdi>`,
      html`<bdi>${to}</bdi>`,
      reopened === 0 ? String(opened) : `${opened}, and ${reopened} after a try`,
      shown(view.result, `breakers.${i}.openMs`, duration),
      shown(view.result, `breakers.${i}.answeredAtOnce`, amount),
      shown(view.result, `breakers.${i}.probed`, amount),
    ]);
  return html`<h3>Circuit breakers</h3>${tableMarkup({
    caption: `${all.length > ROWS_MAX ? `The first ${ROWS_MAX} of ${all.length}. ` : ""}Calls about orders that exist were stopped while their callee did not answer; who asked meanwhile was told "later" at once.`,
    columns: ["calls from", "to", "opened", "for", "answered at once", "let through to try"],
    rows,
    words: true,
  })}`;
}
