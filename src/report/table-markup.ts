import type { Table } from "./chart.ts";
import { html, type Markup } from "./markup.ts";

/**
 * A table that scrolls by itself: on a phone the page never does sideways. The first column names the row. Cells and
 * rows end where the next begins, as HTML allows: their end tags would be a quarter of the text. No line break parts the
 * rows, for it would be the text of a last cell that has none.
 */
export function tableMarkup(table: Table): Markup {
  const look = table.narrow === true ? "words narrow" : table.log === true ? "words log" : "words";
  const labels = table.words === true && table.log !== true;
  const cellOf = (cell: string | Markup, i: number): Markup =>
    labels ? html`<td data-th="${table.columns[i] ?? ""}">${cell}` : html`<td>${cell}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${table.caption}"><table class="${table.words === true ? look : "numbers"}"><caption><span class="caption">${table.caption}</span></caption>
<thead><tr>${table.columns.map((name) => html`<th scope="col">${name}`)}</thead>
<tbody>${table.rows.map(
    (row) => html`<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}` : cellOf(cell, i)))}`,
  )}</tbody></table></div>`;
}
