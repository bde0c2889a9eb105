import { tableMarkup } from "../figure.ts";
import { html, type Markup, raw } from "../markup.ts";
import type { View } from "../view.ts";
import { rate, share } from "../words.ts";
import { fullestOfEach, type Room, rooms } from "./capacity.ts";

const ROWS_MAX = 40;
const BAR_PX = 120;

function bar(peak: number): Markup {
  const width = Math.round(Math.min(1, peak) * BAR_PX);
  return raw(
    `<svg class="bar" width="${BAR_PX}" height="10" viewBox="0 0 ${BAR_PX} 10" aria-hidden="true"><rect width="${BAR_PX}" height="10" fill="var(--grid)"/><rect width="${width}" height="10" fill="${peak >= 0.9 ? "var(--failed)" : "var(--full)"}"/></svg>`,
  );
}

function row(view: View, { part, what, peak, atMs, shakesRps }: Room): (string | Markup)[] {
  const headroom = peak >= 1 ? "none" : share(1 - peak);
  const saturates = shakesRps > 0 && peak > 0 ? rate(shakesRps / Math.min(1, peak)) : "no shakes then";
  return [
    html`<bdi>${part}</bdi>`,
    what,
    html`${bar(peak)} ${share(peak)}`,
    view.clock.second(atMs),
    headroom,
    saturates,
  ];
}

const COLUMNS = ["part", "kind", "fullest 10 s", "at", "headroom", "full at (shakes)"];

/** Per part its fullest window, the room left, and the load at which it would be full. */
export function capacity(view: View): Markup {
  const found = rooms(view);
  if (found.length === 0) return html`<p>No part of this run reported a utilisation.</p>`;
  const kinds = fullestOfEach(found);
  const [first, next] = kinds;
  const lead =
    first === undefined || first.peak <= 0
      ? html`No part had anything to do.`
      : html`First bottleneck: <bdi>${first?.part}</bdi> (${first?.what ?? ""})${next === undefined ? null : html`; the next kind of part: <bdi>${next.part}</bdi> (${next.what})`}.`;
  const all = tableMarkup({
    caption:
      found.length > ROWS_MAX
        ? `The fullest ${ROWS_MAX} of ${found.length} parts`
        : `All ${found.length} parts`,
    columns: COLUMNS,
    words: true,
    rows: found.slice(0, ROWS_MAX).map((room) => row(view, room)),
  });
  return html`<p class="lead">${lead}</p>
${tableMarkup({ caption: "The fullest part of each kind", columns: COLUMNS, words: true, rows: kinds.map((room) => row(view, room)) })}
<p class="note">“Full at” takes the part's load to grow in step with the shakes offered in the same 10 s. It is an estimate from this run, not a search: sends at midnight load sets without any shake.</p>
<details><summary>Table: every part</summary>${all}</details>`;
}
