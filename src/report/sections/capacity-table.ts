import { html, type Markup, raw } from "../markup.ts";
import { shown } from "../shown.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { rate, share } from "../words.ts";
import { fullestOfEach, isFull, type Room, rooms, roomText } from "./capacity.ts";

const ROWS_MAX = 40;
const BAR_PX = 120;

function bar(peak: number): Markup {
  const width = Math.round(Math.min(1, peak) * BAR_PX);
  return raw(
    `<svg class="bar" width="${BAR_PX}" height="10" viewBox="0 0 ${BAR_PX} 10" aria-hidden="true"><rect width="${BAR_PX}" height="10" fill="var(--grid)"/><rect width="${width}" height="10" fill="${peak >= 0.9 ? "var(--failed)" : "var(--full)"}"/></svg>`,
  );
}

function row(view: View, room: Room): (string | Markup)[] {
  const { part, what, peak, at, atMs, lost, driver, fullAtRps } = room;
  const turnedAway = lost > 0 ? `, turned ${share(lost)} away` : "";
  const headroom = isFull(room) ? `none${turnedAway}` : `${share(1 - peak)}${turnedAway}`;
  const saturates = fullAtRps === null ? "no load then" : `${rate(fullAtRps)} ${driver}`;
  const more = isFull(room) || peak <= 0 ? "" : roomText(room);
  return [
    html`<bdi>${part}</bdi>`,
    what,
    html`<span class="gauge">${bar(peak)} ${shown(view.result, ["series", "parts", ...at], share)}</span>`,
    view.clock.second(atMs),
    headroom,
    saturates,
    more,
  ];
}

/** "set-28 (set), full at 1.63 M/s packet requests, 6.4 % more than it had". */
function told(room: Room): Markup {
  const { part, what, driver, fullAtRps } = room;
  const at = fullAtRps === null ? "" : ` at ${rate(fullAtRps)} ${driver}`;
  const when = isFull(room) ? `full in this run${at}` : `full${at}, ${roomText(room)} than it had`;
  return html`<bdi>${part}</bdi> (${what}), ${when}`;
}

const COLUMNS = ["part", "kind", "fullest 10 s", "at", "headroom", "full at", "room for"];

/** Per part its fullest window, the room left, and the load at which it would be full. */
export function capacity(view: View): Markup {
  const found = rooms(view);
  if (found.length === 0) return html`<p>No part of this run reported a utilisation.</p>`;
  const kinds = fullestOfEach(found);
  const [first, next] = kinds;
  const lead =
    first === undefined || first.peak <= 0
      ? html`No part had anything to do.`
      : html`First bottleneck: ${told(first)}${next === undefined ? null : html`; next: ${told(next)}`}.`;
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
<p class="note">“Full at” takes a part's load to grow in step with what loads it: the shakes, or the packet requests (sends, grabs, opens, shares), of its fullest 10 s, less the share that it turned away. It is an estimate from this run, not a search.</p>
<details><summary>Table: every part</summary>${all}</details>`;
}
