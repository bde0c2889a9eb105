import type { Incident } from "../../result/result.ts";
import { tableMarkup } from "../figure.ts";
import { html, type Markup } from "../markup.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { amount, duration, listed, share } from "../words.ts";

const ROWS_MAX = 60;

const after = (ms: number | null): string => (ms === null ? "never" : ms === 0 ? "at once" : duration(ms));

function radius({ blast }: Incident): string {
  if (blast === null || blast.share === null) return "no set, no line";
  const theory = blast.theory === null ? "" : ` (${share(blast.theory)} of the sets)`;
  return `${share(blast.share)} of the requests${theory}`;
}

function sides({ blast }: Incident): string {
  if (blast === null) return "";
  const { inside, outside } = blast;
  const one = ({ requests, availability }: typeof inside): string =>
    requests === 0 ? "no requests" : share(availability);
  return `inside ${one(inside)}, outside ${one(outside)}`;
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
function survivors(incident: Incident): string {
  const told = Object.entries(incident.survivors ?? {}).flatMap(([of, side]) => {
    if (side === null) return [];
    const busiest = side.busiestLoad === null ? "" : `, the busiest ${side.busiestLoad.toFixed(2)}`;
    const mean =
      side.meanLoad === null ? "no load" : `${side.meanLoad.toFixed(2)} times their load on average`;
    return [
      `${of}: ${side.away} of ${side.of} away, the others ${mean}${busiest} (evenly: ${side.theory.toFixed(2)})`,
    ];
  });
  return told.join("; ");
}

/** Each fault as the run took it: found, avoided, recovered, returned; whom it concerned. */
export function incidents(view: View): Markup {
  const all = view.result.incidents ?? [];
  if (all.length === 0) return html``;
  const rows = all
    .slice(0, ROWS_MAX)
    .map((incident) => [
      html`<bdi>${shorten(incident.text, 60)}</bdi> (<bdi>${shorten(incident.part, 40)}</bdi>)`,
      `${view.clock.second(incident.atMs)}${incident.untilMs === null ? ", to the end" : `, for ${duration(incident.untilMs - incident.atMs)}`}`,
      radius(incident),
      sides(incident),
      after(incident.foundAfterMs),
      after(incident.avoidedAfterMs),
      incident.recoveredAfterMs === 0 ? "never worse" : after(incident.recoveredAfterMs),
      after(incident.returnedAfterMs),
      touched(incident),
      survivors(incident),
    ]);
  return tableMarkup({
    caption: `${all.length > ROWS_MAX ? `The first ${ROWS_MAX} of ${all.length} faults. ` : ""}Inside the blast radius: requests whose set is broken or is reached over the broken line. Found, avoided, recovered (inside no worse than outside by 2 %), used again: counted from the beginning of the fault, until the last of those concerned.`,
    columns: [
      "fault",
      "struck at",
      "blast radius",
      "answered",
      "found after",
      "avoided after",
      "recovered after",
      "used again after",
      "touched",
      "the others carried",
    ],
    rows,
    words: true,
    narrow: true,
  });
}
