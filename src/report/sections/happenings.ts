import type { TimelineEvent } from "../../result/result.ts";
import { tableMarkup } from "../figure.ts";
import { html, type Markup } from "../markup.ts";
import type { View } from "../view.ts";
import { duration } from "../words.ts";

/** Kinds of events as people say them. */
export const EVENT_WORDS: Readonly<Record<TimelineEvent["kind"], string>> = {
  phase: "round",
  fault: "fault",
  mask: "mask",
  unmask: "unmask",
  probe: "probe",
  switch: "route switched",
  switchBack: "route switched back",
  rung: "rung",
  moneyWrong: "money late",
  moneyRight: "money right again",
  overload: "overload control",
  cap: "cap hit",
};

/** A run can mask a set a thousand times; the table says how many more there were. */
const ROWS_MAX = 200;

/** Keys of the shading and of the numbers that every chart over time carries. */
export function shadingKey(view: View): Markup {
  const rounds = view.rounds.map(
    ({ part, fromMs }, i) => html`<li><b>${i + 1}</b> <bdi>${part}</bdi> (${view.clock.time(fromMs)})</li>`,
  );
  const faults =
    view.faults.length === 0
      ? null
      : html`<li><svg class="swatch" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true"><rect width="26" height="12" fill="url(#hatch-fault)"/></svg> a fault lasted</li>`;
  if (rounds.length === 0 && faults === null) return html``;
  return html`<p class="note">In every chart over time:</p><ul class="legend">${faults}${rounds}</ul>`;
}

/** Everything that happened, in order. */
export function happenings(view: View): Markup {
  const { timeline } = view.result;
  if (timeline.length === 0)
    return html`<h3>What happened, in order</h3><p>Nothing: no round, no fault, no switch.</p>`;
  const sorted = [...timeline].sort((a, b) => a.atMs - b.atMs);
  const rows = sorted
    .slice(0, ROWS_MAX)
    .map(({ atMs, untilMs, kind, part, text }) => [
      view.clock.second(atMs),
      EVENT_WORDS[kind],
      html`<bdi>${part}</bdi>`,
      html`<bdi>${text}</bdi>`,
      untilMs === undefined ? "" : untilMs === null ? "open at the end" : duration(untilMs - atMs),
    ]);
  const more = sorted.length - rows.length;
  const table = tableMarkup({
    caption: more > 0 ? `The first ${ROWS_MAX} of ${sorted.length} events` : `${sorted.length} events`,
    columns: ["at", "what", "where", "in words", "lasted"],
    rows,
    words: true,
  });
  return html`<h3>What happened, in order</h3>${table}`;
}
