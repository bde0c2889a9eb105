import { harmIn, worstWindows } from "../harm.ts";
import { html, type Markup } from "../markup.ts";
import { rightAgain } from "../right-again.ts";
import { shown } from "../shown.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { amount, counted, duration, listed, rate, share } from "../words.ts";
import { answers } from "./answers.ts";
import { fullestOfEach, isFull, rooms } from "./capacity.ts";
import { gaveWayFirst } from "./gave-way.ts";
import { judge, outcomes } from "./judgement.ts";

const part = (name: string): Markup => html`<bdi>${shorten(name, 40)}</bdi>`;

function load(view: View): Markup {
  const { result, clock } = view;
  const { headline } = result;
  if (headline.shakes === 0) return html`No shakes were offered. `;
  return html`Phones sent ${shown(result, "headline.shakes", amount)} shakes, in the peak second, ${clock.second(headline.peakSecondAtMs)}, ${shown(result, "headline.peakSecondRps", rate)}. `;
}

function fate(view: View): Markup {
  const worst = outcomes(view.result)[0];
  if (worst === undefined) return html``;
  const harm = harmIn(view, view.fromMs, view.toMs).find(({ step }) => step === worst.step);
  if (worst.answeredShare === 1 || harm === undefined) return html`Every request that ended was answered. `;
  const told = [
    [harm.degraded, "answered degraded"],
    [harm.refused, "refused"],
    [harm.failed, "failed"],
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
  const masked = [...new Set(view.masks.map((mask) => mask.part))];
  const rest = [
    ...(masked.length > 0 ? [`${counted(masked.length, "part")} masked`] : []),
    ...(view.rungs.length > 0 ? [`${counted(view.rungs.length, "rung")} of the ladder taken`] : []),
  ];
  const then = rest.length > 0 ? ` Over the run: ${listed(rest)}.` : "";
  return html`First to give way, at ${view.clock.second(first.atMs)}: ${part(first.part)}, ${first.what}${first.detail}.${then} `;
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
    next === undefined ? "" : html`; next comes ${part(next.part)} (${next.what}) at ${share(next.peak)}`;
  const turnedAway = first.lost > 0 ? ` and turned up to ${share(first.lost)} away` : "";
  const said = isFull(first)
    ? html`There was no room left: ${part(first.part)} (${first.what}) was full at ${view.clock.second(first.atMs)}${turnedAway}`
    : html`The fullest part was ${part(first.part)} (${first.what}) at ${share(first.peak)}: the load could grow by about ${share(1 / first.peak - 1)} before it is full`;
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
<p class="story">${date === "" ? "" : `${date}, `}${span} (${lasted}). ${load(view)}${fate(view)}${struck(view)}${firstToGive(view)}${worstMoment(view)}${result.money.credits > 0 ? `${rightAgain(view)} ` : ""}${room(view)}</p>
${answers(view)}
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
