import { harmIn, TROUBLE, troubled } from "../harm.ts";
import { html, type Markup } from "../markup.ts";
import { shorten } from "../tame.ts";
import { unionMs, type View } from "../view.ts";
import { amount, duration, listed, share } from "../words.ts";
import { fullestOfEach, isFull, type Room, rooms } from "./capacity.ts";
import { gaveWayFirst } from "./gave-way.ts";
import { judge, outcomes } from "./judgement.ts";

interface Answer {
  readonly question: string;
  readonly short: Markup | string;
  readonly long: Markup | string;
}

const SHORT = { good: "Yes", warn: "Barely", bad: "No" } as const;

function held(view: View): Answer {
  const worst = outcomes(view.result)[0];
  const { tone, headline, undecided } = judge(view);
  const long =
    worst === undefined
      ? "Nothing was offered."
      : `Worst step: ${worst.step}, ${share(worst.answeredShare)} of its requests answered.`;
  return {
    question: "Did it hold?",
    short: undecided ? "No verdict" : SHORT[tone],
    long: undecided ? headline : long,
  };
}

function brokeFirst(view: View): Answer {
  const question = "What gave way first?";
  const first = gaveWayFirst(view);
  if (first === undefined)
    return { question, short: "Nothing", long: "No mask, no rung, no switch, no overload." };
  return {
    question,
    short: html`<bdi>${shorten(first.part, 24)}</bdi>`,
    long: html`At ${view.clock.second(first.atMs)}: ${first.what}${first.detail}.`,
  };
}

function hurt(view: View): Answer {
  const question = "Whom did it hurt?";
  const all = harmIn(view, view.fromMs, view.toMs);
  const lost = all.filter(({ refused, failed }) => refused + failed > 0);
  const degraded = all
    .filter((harm) => harm.degraded > 0)
    .map((harm) => `${amount(harm.degraded)} ${harm.step}`);
  const worse = degraded.length === 0 ? "" : ` Answered degraded: ${listed(degraded, 5)}.`;
  const total = lost.reduce((sum, { refused, failed }) => sum + refused + failed, 0);
  if (total === 0)
    return {
      question,
      short: degraded.length === 0 ? "Nobody" : "Nobody badly",
      long: `No request was refused, none failed.${worse}`,
    };
  const told = [...lost]
    .sort((a, b) => b.refused + b.failed - a.refused - a.failed)
    .map(({ step, refused, failed }) => `${amount(refused + failed)} ${step}`);
  return {
    question,
    short: `${amount(total)} requests`,
    long: `Refused or failed: ${listed(told, 5)}.${worse}`,
  };
}

function over(view: View): Answer {
  const question = "When was it over?";
  const spans = troubled(view);
  const { money } = view.result;
  const [first, last] = [spans[0], spans.at(-1)];
  const right =
    money.credits === 0 || money.rightAgainAtMs === 0
      ? ""
      : money.rightAgainAtMs === null
        ? " Money was still missing at the end."
        : ` Money right again at ${view.clock.second(money.rightAgainAtMs)}.`;
  const line = `more than ${share(TROUBLE)} of a step's requests were refused or failed`;
  if (first === undefined || last === undefined)
    return {
      question,
      short:
        money.rightAgainAtMs === null
          ? "Not in this run"
          : right === ""
            ? "Never began"
            : `${view.clock.second(money.rightAgainAtMs)}`,
      long: `In no 10 s ${line}.${right}`,
    };
  const open = last.toMs >= Math.min(view.toMs, view.result.clock.toMs);
  return {
    question,
    short:
      open || money.rightAgainAtMs === null
        ? "Not in this run"
        : view.clock.second(Math.max(last.toMs, money.rightAgainAtMs)),
    long: `From ${view.clock.second(first.fromMs)} to ${view.clock.second(last.toMs)}, in ${duration(unionMs(spans))} of it, ${line}.${right}`,
  };
}

function left(view: View): Answer {
  const question = "How much room is left?";
  const [first, next] = fullestOfEach(rooms(view));
  if (first === undefined || first.peak <= 0)
    return { question, short: "no data", long: "No part had anything to do." };
  const told = ({ part, what, peak, lost }: Room): Markup =>
    html`<bdi>${shorten(part, 24)}</bdi> (${what}), ${share(peak)} full${lost > 0 ? `, ${share(lost)} turned away` : ""}`;
  const then = next === undefined ? null : html` Next: ${told(next)}.`;
  return {
    question,
    short: isFull(first) ? "None" : `${share(1 - first.peak)}`,
    long: html`Fullest: ${told(first)} at ${view.clock.second(first.atMs)}.${then}`,
  };
}

/** The five things that a reader asks first, each answered from the figures. */
export function answers(view: View): Markup {
  const all = [held(view), brokeFirst(view), hurt(view), over(view), left(view)];
  return html`<dl class="answers">${all.map(
    ({ question, short, long }) =>
      html`<div><dt>${question}</dt><dd><b>${short}</b><span>${long}</span></dd></div>\n`,
  )}</dl>`;
}
