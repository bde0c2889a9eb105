import { type Harm, harmIn, TROUBLE, troubled } from "../harm.ts";
import { html, type Markup } from "../markup.ts";
import { shorten } from "../tame.ts";
import { unionMs, type View } from "../view.ts";
import { amount, duration, listed, share } from "../words.ts";
import { fullestOfEach, isFull, type Room, rooms, roomText } from "./capacity.ts";
import { type GaveWay, gaveWayFirst } from "./gave-way.ts";
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
      : worst.answeredShare === 1
        ? "Every request that ended was answered."
        : `Worst step: ${worst.step}, ${share(worst.answeredShare)} answered.`;
  return {
    question: "Did it hold?",
    short: undecided ? "No verdict" : SHORT[tone],
    long: undecided ? headline : long,
  };
}

function brokeFirst(view: View): Answer {
  const question = "What broke first?";
  const first = gaveWayFirst(view);
  const [fault] = view.faults;
  const told = (of: GaveWay): string => `${view.clock.second(of.atMs)}, ${of.what}${of.detail}`;
  if (fault !== undefined) {
    const order = first === undefined ? "" : first.atMs < fault.fromMs ? "Before that" : "Next";
    const then =
      first === undefined ? null : html` ${order}: <bdi>${shorten(first.part, 24)}</bdi>, ${told(first)}.`;
    return {
      question,
      short: html`<bdi>${shorten(fault.part, 24)}</bdi>`,
      long: html`By a fault at ${view.clock.second(fault.fromMs)}: <bdi>${shorten(fault.text, 60)}</bdi>.${then}`,
    };
  }
  if (first === undefined)
    return { question, short: "Nothing", long: "No mask, no rung, no switch, no overload." };
  const part = html`<bdi>${shorten(first.part, 24)}</bdi>`;
  return first.soft
    ? { question, short: "Nothing", long: html`First to give way: ${part}, ${told(first)}.` }
    : { question, short: part, long: html`At ${told(first)}.` };
}

function hurt(view: View): Answer {
  const question = "Whom did it hurt?";
  const all = harmIn(view, view.fromMs, view.toMs);
  const sum = (of: (harm: Harm) => number): number => all.reduce((total, harm) => total + of(harm), 0);
  const badOf = ({ refused, failed }: Harm): number => refused + failed;
  const [bad, degraded, decided] = [sum(badOf), sum((harm) => harm.degraded), sum((harm) => harm.decided)];
  const { lateCredits, allowedLagMs } = view.result.money;
  const late =
    lateCredits === 0 ? "" : ` ${amount(lateCredits)} credits took longer than ${duration(allowedLagMs)}.`;
  const worse = `${late}${degraded === 0 ? "" : ` ${amount(degraded)} requests were answered degraded.`}`;
  if (bad === 0)
    return {
      question,
      short: lateCredits > 0 ? `${amount(lateCredits)} credits` : degraded === 0 ? "Nobody" : "Nobody badly",
      long: html`No request was refused, none failed.${worse}${blast(view)}`,
    };
  const told = [...all]
    .filter((harm) => badOf(harm) > 0)
    .sort((a, b) => badOf(b) - badOf(a))
    .map((harm) => `${amount(badOf(harm))} ${harm.step}`);
  return {
    question,
    short: `${amount(bad)} requests`,
    long: html`${share(bad / decided)} of all, refused or failed: ${listed(told, 3)}.${worse}${blast(view)}`,
  };
}

/** How those fared whom the hardest fault concerned, and everybody else. */
function blast(view: View): Markup | null {
  const all = (view.result.incidents ?? []).flatMap(({ part, blast: of }) =>
    of === null || of.inside.availability === null || of.outside.availability === null
      ? []
      : [{ part, inside: of.inside.availability, outside: of.outside.availability }],
  );
  const worst = all.reduce<(typeof all)[number] | undefined>(
    (a, b) => (a === undefined || b.inside < a.inside ? b : a),
    undefined,
  );
  if (worst === undefined) return null;
  return html` Of those that needed <bdi>${shorten(worst.part, 24)}</bdi> ${share(worst.inside)} were answered, of all others ${share(worst.outside)}.`;
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
            ? "No outage"
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
    html`<bdi>${shorten(part, 24)}</bdi> (${what}), ${share(peak)} busy${lost > 0 ? `, ${share(lost)} turned away` : ""}`;
  const then =
    next === undefined ? null : html` Next: ${told(next)}${isFull(next) ? "" : `, ${roomText(next)}`}.`;
  const until = isFull(first) ? "Full" : "Until full";
  return {
    question,
    short: isFull(first) ? "None" : `${roomText(first)}`,
    long: html`${until}: ${told(first)} at ${view.clock.second(first.atMs)}.${then}`,
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
