import type { TimelineEvent } from "../../result/result.ts";
import { TRICKLE } from "../last-stir.ts";
import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { counted, duration, listed, share } from "../words.ts";

const EVENT_WORDS: Readonly<Record<TimelineEvent["kind"], string>> = {
  phase: "round",
  fault: "fault",
  mask: "mask",
  unmask: "unmask",
  join: "set joins",
  probe: "probe",
  detect: "found",
  clear: "cleared",
  switch: "route switched",
  switchBack: "route switched back",
  failover: "leader changed",
  rung: "rung",
  moneyWrong: "money late",
  moneyRight: "money right again",
  overload: "overload control",
  breaker: "breaker",
  cap: "cap hit",
};

const ROWS_MAX = 200;
/** Events of one kind that say the same within this time stand in one row: 48 sets take a rung in the same minute. */
const TOGETHER_MS = 60_000;

/** One event as a line: "fault set-07: database crashed". */
export function eventLine(kind: TimelineEvent["kind"], part: string, text: string): string {
  const what = part.startsWith(EVENT_WORDS[kind]) ? part : `${EVENT_WORDS[kind]} ${part}`;
  return text === part ? what : `${what}: ${text}`;
}

/** Keys of the shading and of the numbers that every chart over time carries. */
export function shadingKey(view: View): Markup {
  const rounds = view.rounds.map(
    ({ part, fromMs }, i) =>
      html`<li><b>${i + 1}</b> <bdi>${shorten(part, 60)}</bdi> (${view.clock.time(fromMs)})</li>`,
  );
  const faults =
    view.faults.length === 0
      ? null
      : html`<li><svg class="swatch" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true"><rect width="26" height="12" fill="url(#hatch-fault)"/></svg> a fault lasted</li>`;
  const taken =
    view.onRungs.length === 0
      ? null
      : html`<li><svg class="swatch" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true"><rect width="26" height="12" fill="url(#hatch-rung)"/></svg> some set was on a rung (in this section)</li>`;
  const { endedMs } = view.result.clock;
  const cut =
    view.toMs < endedMs - view.result.series.partWindowMs
      ? html`<p class="note">Charts end at ${view.clock.second(view.toMs)}: until ${view.clock.second(endedMs)} less than ${share(TRICKLE)} of any step's highest rate was under way.</p>`
      : null;
  if (rounds.length === 0 && faults === null && taken === null) return html`${cut}`;
  return html`<p class="note">In every chart over time:</p><ul class="legend">${faults}${taken}${rounds}</ul>${cut}`;
}

interface Row {
  readonly first: TimelineEvent;
  lastMs: number;
  readonly parts: Set<string>;
}

const withoutObserver = (text: string): string => text.replace(/ \(seen from [^)]*\)$/, "");

/** Counts within the words do not tell events apart: "masked: 11 of its last 20 calls had failed". */
const saying = ({ kind, text }: TimelineEvent): string =>
  `${kind}/${withoutObserver(text).replace(/\d+/g, "#")}`;

function gathered(timeline: readonly TimelineEvent[]): Row[] {
  const rows: Row[] = [];
  const open = new Map<string, Row>();
  for (const event of [...timeline].sort((a, b) => a.atMs - b.atMs)) {
    const row = open.get(saying(event));
    const apart = event.kind === "phase" || event.kind === "fault";
    if (row !== undefined && !apart && event.atMs - row.lastMs <= TOGETHER_MS) {
      row.lastMs = event.atMs;
      row.parts.add(event.part);
      continue;
    }
    const fresh = { first: event, lastMs: event.atMs, parts: new Set([event.part]) };
    open.set(saying(event), fresh);
    rows.push(fresh);
  }
  return rows;
}

function cells(view: View, { first, lastMs, parts }: Row): (string | Markup)[] {
  const { atMs, untilMs, kind, part, text } = first;
  const [from, to] = [view.clock.second(atMs), view.clock.second(lastMs)];
  const at = from === to ? from : `${from} to ${to}`;
  const lasted = untilMs === undefined ? "" : untilMs === null ? "open at the end" : duration(untilMs - atMs);
  return [
    at,
    EVENT_WORDS[kind],
    html`<bdi>${listed([...parts])}</bdi>`,
    text === part ? "" : html`<bdi>${parts.size > 1 ? `${parts.size} parts: ${text}` : text}</bdi>`,
    lasted,
  ];
}

/** Everything that happened, in order; probes are counted, what happened together stands together. */
export function happenings(view: View): Markup {
  const timeline = view.result.timeline.filter(({ kind }) => kind !== "probe");
  const probes = view.result.timeline.length - timeline.length;
  const title = html`<h3>What happened, in order</h3>`;
  if (timeline.length === 0) return html`${title}<p>Nothing: no round, no fault, no switch.</p>`;
  const rows = gathered(timeline);
  const shownRows = rows.slice(0, ROWS_MAX);
  const told = [
    counted(timeline.length, "event"),
    ...(rows.length > shownRows.length ? [`the first ${ROWS_MAX} of ${rows.length} rows`] : []),
    ...(probes > 0 ? [`${counted(probes, "probe")} of masked parts left out`] : []),
  ];
  return html`${title}${tableMarkup({
    caption: `${told.join("; ")}. What happened to several parts within a minute stands in one row.`,
    columns: ["at", "what", "where", "in words", "lasted"],
    rows: shownRows.map((row) => cells(view, row)),
    words: true,
    log: true,
  })}`;
}
