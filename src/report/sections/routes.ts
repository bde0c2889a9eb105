import { STEPS } from "../../result/result.ts";
import { html, type Markup } from "../markup.ts";
import { shown } from "../shown.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { amount, bytesText, listed, share } from "../words.ts";

const SWITCHES_MAX = 100;
const LINES_MAX = 60;

const LOST_WORDS = {
  full: "no room",
  loss: "lost on the way",
  cut: "sent into a cut",
  inFlight: "under way at a cut",
};

/** Round trips, hops and bytes of a request of each step. */
function chainOf({ result }: View): Markup {
  const chain = result.network?.chain;
  if (chain === undefined) return html``;
  const rows = STEPS.filter((step) => chain[step].requests > 0).map((step) => {
    const { requests, roundTrips, hops, lineMessages, lineBytes } = chain[step];
    return [
      step,
      amount(requests),
      ...[roundTrips, hops, lineMessages].map((total) => amount(total / requests)),
      bytesText(lineBytes / requests),
    ];
  });
  return html`<h3>What a request costs behind the access servers</h3>
${tableMarkup({ caption: "Means over all requests of a step. A hop is a message from one place to another: access layer, campus, the ends of a line. The handset's own are not counted.", columns: ["step", "requests", "round trips", "hops", "of those over lines", "bytes over lines"], rows })}`;
}

/** What crossed each line, what was lost on it and why, and every switch of a route. */
export function routes(view: View): Markup {
  const { network } = view.result;
  if (network === undefined) return html``;
  const lines = network.lines.slice(0, LINES_MAX).map(({ id, bytes, lost }, i) => {
    const carried = Object.entries(bytes).filter(([, n]) => n > 0);
    const gone = Object.entries(lost).filter(([, n]) => n > 0);
    return [
      html`<bdi>${shorten(id, 60)}</bdi>`,
      shown(view.result, `network.lines.${i}.peakUtilisation`, share),
      bytesText(carried.reduce((sum, [, n]) => sum + n, 0)),
      listed(
        carried.map(([use, n]) => `${use} ${bytesText(n)}`),
        6,
      ),
      gone.length === 0
        ? "none"
        : listed(
            gone.map(([why, n]) => `${LOST_WORDS[why as keyof typeof LOST_WORDS]} ${amount(n)}`),
            4,
          ),
    ];
  });
  const switches = network.routes
    .flatMap(({ id, switches: all }) => all.map((one) => ({ id, ...one })))
    .sort((a, b) => a.atMs - b.atMs);
  const table = tableMarkup({
    caption: `${switches.length > SWITCHES_MAX ? `The first ${SWITCHES_MAX} of ${amount(switches.length)} switches; each` : "Each"} route as one of its ends sees it`,
    columns: ["at", "route", "from", "to"],
    words: true,
    log: true,
    rows: switches
      .slice(0, SWITCHES_MAX)
      .map(({ atMs, id, from, to }) => [
        view.clock.time(Math.round(atMs)),
        ...[id, from, to].map((name) => html`<bdi>${shorten(name, 60)}</bdi>`),
      ]),
  });
  const unsent = network.routes.reduce((sum, route) => sum + route.unsent, 0);
  return html`<h3>What crossed the lines</h3>
${lines.length === 0 ? html`<p>There is no line in this architecture.</p>` : tableMarkup({ caption: `${network.lines.length > LINES_MAX ? `The first ${LINES_MAX} of ${network.lines.length} directions` : "Each direction of each line"} over the whole run`, columns: ["line and direction", "fullest 10 s", "carried", "of that", "messages lost"], rows: lines, words: true })}
<h3>Switches of routes</h3>
${switches.length === 0 ? html`<p>No route switched.</p>` : table}
${unsent === 0 ? null : html`<p>For ${amount(unsent)} messages there was no line at all.</p>`}
${(network.campuses ?? []).map(({ id, lost }) => html`<p>Campus <bdi>${shorten(id, 60)}</bdi> was cut off: ${amount(lost.calls)} calls did not get in, ${amount(lost.answers)} answers and packets to be shown did not get out.</p>`)}
${network.connections === undefined || network.connections.calls === 0 ? null : html`<p>Of ${amount(network.connections.calls)} calls ${share(network.connections.setUps / network.connections.calls)} had to set up a connection first, for it had been idle.</p>`}
${network.showings === undefined ? null : html`<p>${amount(network.showings.sent)} times a packet was sent to another city to be shown there; ${amount(network.showings.again)} messages were sent again, ${amount(network.showings.givenUp)} showings were given up, and ${amount(network.showings.unseen)} members did not see their packet for it.</p>`}
${chainOf(view)}`;
}
