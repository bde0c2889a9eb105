import { badShare } from "../charts/trouble.ts";
import { html, type Markup } from "../markup.ts";
import { rightAgain } from "../right-again.ts";
import { shown } from "../shown.ts";
import { shorten } from "../tame.ts";
import { peakOf, type View } from "../view.ts";
import { amount, counted, duration, listed, rate, share } from "../words.ts";
import { fullestOfEach, rooms } from "./capacity.ts";
import { judge, outcomes, sum } from "./judgement.ts";

/** Kinds of events that say something gave way, as the reader would say it. */
const GAVE_WAY: Readonly<Record<string, string>> = {
  mask: "a mask was set on",
  overload: "overload control set in at",
  rung: "the ladder was climbed at",
  moneyWrong: "credits fell behind at",
  cap: "a cap was hit at",
  switch: "a route had to switch:",
};

const part = (name: string): Markup => html`<bdi>${shorten(name, 40)}</bdi>`;

function load(view: View): Markup {
  const { result, clock } = view;
  const { headline } = result;
  if (headline.shakes === 0) return html`No shakes were offered. `;
  return html`Phones sent ${shown(result, "headline.shakes", amount)} shakes; the peak second, ${clock.second(headline.peakSecondAtMs)}, offered ${shown(result, "headline.peakSecondRps", rate)}. `;
}

function fate(view: View): Markup {
  const found = outcomes(view.result);
  const worst = found[0];
  if (worst === undefined) return html``;
  const { answered, refused, failed } = view.result.totals[worst.step];
  const of = (n: number): string => share(n / worst.decided);
  if (found.every(({ answeredShare }) => answeredShare === 1))
    return html`Every request that ended was answered. `;
  return html`The step hurt most was ${worst.step}: ${of(answered.full)} answered in full, ${of(answered.degraded)} degraded, ${of(sum(refused))} refused, ${of(sum(failed))} failed. `;
}

/** What was broken from outside, before what gave way under it. */
function struck(view: View): Markup {
  const [first] = view.faults;
  if (first === undefined) return html`No fault struck. `;
  const at = view.clock.second(first.fromMs);
  const lasted = first.toMs < view.toMs ? html` for ${duration(first.toMs - first.fromMs)}` : null;
  const what = html`<bdi>${shorten(first.text, 60)}</bdi> (${part(first.part)})${lasted}`;
  if (view.faults.length === 1) return html`A fault struck at ${at}: ${what}. `;
  return html`${counted(view.faults.length, "fault")} struck, the first at ${at}: ${what}. `;
}

function firstToGive(view: View): Markup {
  const events = view.result.timeline
    .filter(({ kind }) => GAVE_WAY[kind] !== undefined)
    .sort((a, b) => a.atMs - b.atMs);
  const first = events[0];
  if (first === undefined) return html`No part gave way. `;
  const masked = [...new Set(view.masks.map((mask) => mask.part))];
  const rest = [
    ...(masked.length > 0 ? [`${counted(masked.length, "part")} masked`] : []),
    ...(view.rungs.length > 0 ? [`${counted(view.rungs.length, "rung")} of the ladder taken`] : []),
  ];
  const then = rest.length > 0 ? ` Over the run: ${listed(rest)}.` : "";
  const what = first.kind === "rung" ? html` (${shorten(first.text, 60)})` : null;
  return html`First, at ${view.clock.second(first.atMs)}, ${GAVE_WAY[first.kind]} ${part(first.part)}${what}.${then} `;
}

function worstMoment(view: View): Markup {
  const peaks = outcomes(view.result).flatMap(({ step }) => {
    const peak = peakOf(badShare(view, step));
    return peak === undefined || peak.value === 0 ? [] : [{ step, ...peak }];
  });
  const worst = peaks.sort((a, b) => b.value - a.value)[0];
  if (worst === undefined) return html``;
  return html`The worst ten seconds began at ${view.clock.second(worst.atMs)}, when ${share(worst.value)} of the ${worst.step} requests were refused or failed. `;
}

function room(view: View): Markup {
  const [first, next] = fullestOfEach(rooms(view));
  if (first === undefined || first.peak <= 0) return html``;
  const then =
    next === undefined ? "" : html`; next comes ${part(next.part)} (${next.what}) at ${share(next.peak)}`;
  const said =
    first.peak >= 1
      ? html`There was no room left: ${part(first.part)} (${first.what}) was full at ${view.clock.second(first.atMs)}`
      : html`The fullest part was ${part(first.part)} (${first.what}) at ${share(first.peak)}, so the load could grow about ${(1 / first.peak).toFixed(2)} times before it is full`;
  return html`${said}${then}.`;
}

/** Did it hold, what broke first, whom did it hurt, when was it over, how much room is left: in one paragraph. */
export function story(view: View): Markup {
  const { result, clock } = view;
  const { tone, headline, rule } = judge(result);
  const date = clock.date();
  const span = `${clock.time(result.clock.fromMs)} to ${clock.time(result.clock.toMs)}`;
  const lasted = duration(result.clock.toMs - result.clock.fromMs);
  return html`<section class="verdict ${tone}" id="verdict" aria-labelledby="verdict-title">
<h2 id="verdict-title">${headline}.</h2>
<p class="story">${date === "" ? "" : `${date}, `}${span} (${lasted}). ${load(view)}${fate(view)}${struck(view)}${firstToGive(view)}${worstMoment(view)}${result.money.credits > 0 ? `${rightAgain(view)} ` : ""}${room(view)}</p>
${keys(view)}
<p class="note">${rule}</p>
</section>`;
}

function keys(view: View): Markup {
  const { result, clock } = view;
  const { headline, money } = result;
  const key = (name: string, value: Markup | string, when = ""): Markup =>
    html`<div><dt>${name}${when === "" ? null : html`<span class="when">${when}</span>`}</dt><dd>${value}</dd></div>`;
  const all = outcomes(result);
  const decided = all.reduce((total, of) => total + of.decided, 0);
  const answered = all.reduce((total, of) => total + of.decided * of.answeredShare, 0);
  const { min, max } = headline.accessLoadRps;
  return html`<dl class="keys">
${key("shakes", shown(result, "headline.shakes", amount))}
${key("peak second", shown(result, "headline.peakSecondRps", rate), `at ${clock.second(headline.peakSecondAtMs)}`)}
${key("best minute", shown(result, "headline.bestMinute", amount), "shakes")}
${key("answered, all steps", decided === 0 ? "no data" : share(answered / decided))}
${key("packets won by shaking", shown(result, "headline.packetsWon", amount))}
${key("packets sent", shown(result, "headline.packetsSent", amount))}
${key("packets received", shown(result, "headline.packetsReceived", amount))}
${key("load of an access server", shown(result, "headline.accessLoadRps.mean", rate), min === null || max === null ? "" : `${rate(min)} to ${rate(max)}, peak second`)}
${money.credits === 0 && money.packets === 0 ? null : key("money right again", money.rightAgainAtMs === null ? "not in this run" : money.rightAgainAtMs === 0 ? "always right" : clock.second(money.rightAgainAtMs), `within ${duration(money.allowedLagMs)} allowed`)}
</dl>`;
}
