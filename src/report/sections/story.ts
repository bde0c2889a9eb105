import { harmIn, worstWindows } from "../harm.ts";
import { html, type Markup } from "../markup.ts";
import { rightAgain } from "../right-again.ts";
import { shown } from "../shown.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { amount, counted, duration, listed, rate, share } from "../words.ts";
import { answers } from "./answers.ts";
import { fullestOfEach, isFull, rooms, roomText } from "./capacity.ts";
import { gaveWayFirst } from "./gave-way.ts";
import { judge, outcomes } from "./judgement.ts";

const part = (name: string): Markup => html`<bdi>${shorten(name, 40)}</bdi>`;

function load(view: View): Markup {
  const { result, clock } = view;
  const { headline } = result;
  if (headline.shakes === 0) return html`No shakes were offered. `;
  return html`Phones sent ${shown(result, "headline.shakes", amount)} shakes, ${shown(result, "headline.peakSecondRps", rate)} in the peak second at ${clock.second(headline.peakSecondAtMs)}. `;
}

function fate(view: View): Markup {
  const worst = outcomes(view.result)[0];
  if (worst === undefined) return html``;
  const harm = harmIn(view, view.fromMs, view.toMs).find(({ step }) => step === worst.step);
  if (worst.answeredShare === 1 || harm === undefined) return html`Every request that ended was answered. `;
  const told = [
    [harm.refused, "refused"],
    [harm.failed, "failed"],
    [harm.degraded, "answered degraded"],
  ] as const;
  const parts = told.flatMap(([count, what]) =>
    count > 0 ? [`${share(count / harm.decided)} ${what}`] : [],
  );
  return html`Hurt most was ${worst.step}: of its requests ${listed(parts)}. `;
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
  const first = gaveWayFirst(view);
  if (first === undefined) return html`No part gave way. `;
  const masked = new Set(view.masks.map((mask) => mask.part)).size;
  const climbed = new Set(view.rungSpans.map((span) => span.part)).size;
  const rungs = view.rungs.map((rung) => shorten(rung, 40));
  const rest = [
    ...(masked > 0 ? [`${counted(masked, "part")} ${masked === 1 ? "was" : "were"} masked`] : []),
    ...(climbed > 0 ? [`${counted(climbed, "set")} gave up ${listed(rungs)} for a while`] : []),
  ];
  const then = rest.length > 0 ? html` In all, <bdi>${listed(rest)}</bdi>.` : null;
  return html`First to give way was ${part(first.part)}, at ${view.clock.second(first.atMs)}: ${first.what}${first.detail}.${then} `;
}

function worstMoment(view: View): Markup {
  const [worst] = worstWindows(view, view.fromMs, view.toMs);
  if (worst === undefined) return html``;
  return html`The worst ten seconds began at ${view.clock.second(worst.atMs)}, when ${share(worst.share)} of the ${worst.step} requests were refused or failed. `;
}

function room(view: View): Markup {
  const [first, next] = fullestOfEach(rooms(view));
  if (first === undefined || first.peak <= 0) return html``;
  const then =
    next === undefined ? null : html`; next comes ${part(next.part)} (${next.what}) at ${share(next.peak)}`;
  const turnedAway = first.lost > 0 ? ` and turned up to ${share(first.lost)} away` : "";
  const said = isFull(first)
    ? html`There was no room left: ${part(first.part)} (${first.what}) was full at ${view.clock.second(first.atMs)}${turnedAway}`
    : html`The fullest part was ${part(first.part)} (${first.what}), ${share(first.peak)} busy: room for ${roomText(first)}`;
  return html`${said}${then}.`;
}

/** Did it hold, what broke first, whom did it hurt, when was it over, how much room is left. */
export function story(view: View): Markup {
  const { result, clock } = view;
  const { tone, headline, rule } = judge(view);
  const date = clock.date();
  const span = `${clock.time(result.clock.fromMs)} to ${clock.time(result.clock.toMs)}`;
  const lasted = duration(result.clock.toMs - result.clock.fromMs);
  const sign = { good: "✓", warn: "!", bad: "✗" }[tone];
  return html`<section class="verdict ${tone}" id="verdict" aria-labelledby="verdict-title">
<h2 id="verdict-title"><span class="sign" aria-hidden="true">${sign}</span>${view.before === undefined ? null : "B: "}${headline}.</h2>
${answers(view)}
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
  const [least, most] = [rate(min), rate(max)];
  const load = least === most ? "peak second, all alike" : `${least} to ${most}, peak second`;
  return html`<dl class="keys">
${key("shakes", shown(result, "headline.shakes", amount))}
${key("shakes in the peak second", shown(result, "headline.peakSecondRps", rate), `at ${clock.second(headline.peakSecondAtMs)}`)}
${key("shakes in the best minute", shown(result, "headline.bestMinute", amount))}
${key("answered, all steps", decided === 0 ? "no data" : share(answered / decided))}
${key("packets won by shaking", shown(result, "headline.packetsWon", amount))}
${key("packets sent", shown(result, "headline.packetsSent", amount))}
${key("packets received", shown(result, "headline.packetsReceived", amount))}
${key("load of an access server", shown(result, "headline.accessLoadRps.mean", rate), min === null || max === null ? "" : load)}
${money.credits === 0 && money.packets === 0 ? null : key(money.rightAgainAtMs ? "money right again" : "money", money.rightAgainAtMs === null ? "wrong at the end" : money.rightAgainAtMs === 0 ? "always right" : clock.second(money.rightAgainAtMs), `a credit may take ${duration(money.allowedLagMs)}`)}
</dl>`;
}
