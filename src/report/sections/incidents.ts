import type { Incident } from "../../result/result.ts";
import { html, type Markup, raw } from "../markup.ts";
import { shown } from "../shown.ts";
import type { View } from "../view.ts";
import { amount, duration, listed, share } from "../words.ts";

const BAR_PX = 120;

/** A fact of a fault's card. */
export type Fact = readonly [name: string, value: Markup | string];

function bar(value: number): Markup {
  const width = Math.round(Math.max(0, Math.min(1, value)) * BAR_PX);
  return raw(
    `<svg class="bar" width="${BAR_PX}" height="10" viewBox="0 0 ${BAR_PX} 10" aria-hidden="true"><rect width="${BAR_PX}" height="10" fill="var(--grid)"/><rect width="${width}" height="10" fill="${value < 0.99 ? "var(--failed)" : "var(--full)"}"/></svg>`,
  );
}

function touched({ touched: { requests, membersUnseen, attemptsWithoutAccess } }: Incident): string {
  const told = [
    ...(requests > 0 ? [`${amount(requests)} requests of which a call failed`] : []),
    ...(membersUnseen > 0 ? [`${amount(membersUnseen)} members who were not shown a packet`] : []),
    ...(attemptsWithoutAccess > 0
      ? [`${amount(attemptsWithoutAccess)} attempts without an access server`]
      : []),
  ];
  return told.length === 0 ? "nobody" : listed(told);
}

/** How the survivors carried the load of those who were away. */
function survivors(incident: Incident): Fact[] {
  return Object.entries(incident.survivors ?? {}).flatMap(([of, side]): Fact[] => {
    if (side === null) return [];
    const times = (load: number): string => `${load.toFixed(2)}\u00a0×`;
    const busiest = side.busiestLoad === null ? "" : `, the busiest ${times(side.busiestLoad)}`;
    const carried =
      side.meanLoad === null ? "no load" : `${times(side.meanLoad)} their load before${busiest}`;
    return [
      [
        `${side.of - side.away} of ${side.of} ${of === "access" ? "access servers" : of} left carried`,
        `${carried}; shared evenly it is ${times(side.theory)}`,
      ],
    ];
  });
}

function answered(view: View, index: number, side: "inside" | "outside", of: Incident): Fact[] {
  const availability = of.blast?.[side].availability ?? null;
  if (availability === null) return [];
  const path = `incidents.${index}.blast.${side}.availability`;
  return [
    [
      side === "inside" ? "answered of those inside" : "answered of all others",
      html`<span class="gauge">${bar(availability)} ${shown(view.result, path, share)}</span>`,
    ],
  ];
}

function radius(view: View, index: number, { blast }: Incident): Fact {
  const name = "blast radius";
  if (blast === null || blast.share === null) return [name, "no set, no line"];
  const theory = blast.theory === null ? null : html`; of the sets it is ${share(blast.theory)}`;
  return [
    name,
    html`${shown(view.result, `incidents.${index}.blast.share`, share)} of the requests${theory}`,
  ];
}

/** Those inside who were told that it will be done, and not now. */
function later(view: View, index: number, { blast }: Incident): Fact[] {
  const told = blast?.inside.later ?? 0;
  if (blast === null || told === 0) return [];
  const count = shown(view.result, `incidents.${index}.blast.inside.later`, amount);
  return [["told “later”", html`${count}, ${share(told / blast.inside.requests)} of those inside`]];
}

/** What the run measured of the fault with this place among `result.incidents`. */
export function incidentFacts(view: View, index: number): Fact[] {
  const incident = view.result.incidents?.[index];
  if (incident === undefined) return [];
  return [
    radius(view, index, incident),
    ...answered(view, index, "inside", incident),
    ...answered(view, index, "outside", incident),
    ...later(view, index, incident),
    ["touched", touched(incident)],
    ...survivors(incident),
  ];
}

/** The stations of a fault, in the order in which they came; those that never came stand last. */
export function incidentPhases(view: View, index: number): Markup | null {
  const incident = view.result.incidents?.[index];
  if (incident === undefined) return null;
  const { atMs, untilMs, recoveredAfterMs: recovered } = incident;
  const all: [string, number | null][] = [
    ["found", incident.foundAfterMs],
    ["avoided", incident.avoidedAfterMs],
    ["ended", untilMs === null ? null : untilMs - atMs],
    ...(recovered === 0 ? [] : [["recovered", recovered] as [string, number | null]]),
    ["used again", incident.returnedAfterMs],
  ];
  const inOrder = all.sort(
    ([, a], [, b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY),
  );
  const said = (ms: number | null): string =>
    ms === null ? "not in this run" : ms === 0 ? "at once" : `after ${duration(ms)}`;
  return html`<ol class="phases"><li><b>struck</b> ${view.clock.second(atMs)}</li>${inOrder.map(
    ([what, ms]) => html`<li><b>${what}</b> ${said(ms)}</li>`,
  )}</ol>`;
}

/** Which of `result.incidents` tells of a fault of the timeline; -1 where none does. */
export function incidentOf(view: View, fault: { readonly fromMs: number; readonly part: string }): number {
  return (view.result.incidents ?? []).findIndex(
    ({ atMs, part }) => Math.abs(atMs - fault.fromMs) < 1 && part === fault.part,
  );
}
