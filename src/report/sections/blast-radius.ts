import { harmIn, TROUBLE, troubled, worstWindows } from "../harm.ts";
import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten } from "../tame.ts";
import type { Interval, View } from "../view.ts";
import { amount, duration, listed, share } from "../words.ts";
import { type Fact, incidentFacts, incidentOf, incidentPhases } from "./incidents.ts";

/** Faults that have a card of their own; later ones have a row. */
const CARDS_MAX = 8;
const ROWS_MAX = 40;
/** What went wrong so long after a fault ended is still told as its doing, if no other fault began in between. */
const AFTERMATH_MS = 120_000;

const REACTIONS = new Set(["mask", "switch", "overload", "rung"]);

/** From its beginning until the next one's, or until its aftermath is over. */
function reach(view: View, fault: Interval): { fromMs: number; toMs: number } {
  const next = view.faults.find(({ fromMs }) => fromMs > fault.fromMs)?.fromMs ?? view.toMs;
  const aftermathMs = Math.min(view.toMs, fault.toMs + AFTERMATH_MS);
  return { fromMs: fault.fromMs, toMs: Math.max(fault.fromMs + 1, Math.min(aftermathMs, next)) };
}

function reaction(view: View, { fromMs, toMs }: Interval): string {
  const first = view.result.timeline
    .filter(({ kind, atMs }) => REACTIONS.has(kind) && atMs >= fromMs && atMs < toMs)
    .sort((a, b) => a.atMs - b.atMs)[0];
  if (first === undefined) return "none";
  const what = { mask: "masked", switch: "switched", overload: "overload control", rung: "rung taken" };
  return `${shorten(first.part, 24)} ${what[first.kind as keyof typeof what]} after ${duration(first.atMs - fromMs)}`;
}

/** Requests refused or failed while a fault was felt, the worst 10 s among them, and when that was over. */
function harmOf(view: View, fault: Interval): { hurt: string; worst: string; over: string } {
  const within = reach(view, fault);
  const told = harmIn(view, within.fromMs, within.toMs)
    .filter(({ refused, failed }) => refused + failed > 0)
    .sort((a, b) => b.refused + b.failed - a.refused - a.failed)
    .map(
      ({ step, decided, refused, failed }) =>
        `${amount(refused + failed)} ${step} (${share((refused + failed) / decided)})`,
    );
  const [worst] = worstWindows(view, within.fromMs, within.toMs);
  return {
    hurt: told.length === 0 ? "nobody" : listed(told, 5),
    worst:
      worst === undefined
        ? "none"
        : `${share(worst.share)} of ${worst.step} at ${view.clock.second(worst.atMs)}`,
    over: overText(view, fault, within),
  };
}

function overText(view: View, fault: Interval, within: { fromMs: number; toMs: number }): string {
  const last = troubled(view)
    .filter(({ fromMs, toMs }) => toMs > within.fromMs && fromMs < within.toMs)
    .at(-1);
  if (last === undefined) return "no trouble";
  const at = view.clock.second(last.toMs);
  if (last.toMs === fault.toMs) return `${at}, at its end`;
  return last.toMs < fault.toMs
    ? `${at}, ${duration(fault.toMs - last.toMs)} before its end`
    : `${at}, ${duration(last.toMs - fault.toMs)} after its end`;
}

const named = (fault: Interval): Markup =>
  html`<bdi>${shorten(fault.text, 60)}</bdi> (<bdi>${shorten(fault.part, 40)}</bdi>)`;

const lasted = (view: View, { fromMs, toMs }: Interval): string =>
  `${view.clock.second(fromMs)} to ${view.clock.second(toMs)}`;

function card(view: View, fault: Interval): Markup {
  const index = incidentOf(view, fault);
  const { hurt, worst, over } = harmOf(view, fault);
  const facts: Fact[] = [
    ...incidentFacts(view, index),
    ["first reaction", html`<bdi>${reaction(view, fault)}</bdi>`],
    ["refused or failed meanwhile", hurt],
    ["worst 10 s", worst],
    ["over for users", over],
  ];
  const list = facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return html`<article class="incident"><h4>${named(fault)}, ${lasted(view, fault)}</h4>${incidentPhases(view, index)}<dl class="facts">${list}</dl></article>`;
}

function row(view: View, fault: Interval): (string | Markup)[] {
  const { hurt, worst, over } = harmOf(view, fault);
  return [named(fault), lasted(view, fault), html`<bdi>${reaction(view, fault)}</bdi>`, hurt, worst, over];
}

const RULES = `Blast radius: requests whose set is broken or is reached over the broken line. Found, avoided, recovered (of those inside no more than 2 % fewer answered than outside), used again: counted from the beginning of the fault, until the last of those concerned. Meanwhile: whatever the cause, from the fault's beginning to ${duration(AFTERMATH_MS)} after its end, or to the next fault. Over: from when on at most ${share(TROUBLE)} of each step's requests of 10 s were refused or failed.`;

/** Each fault: what answered it, whom it concerned, whom it hurt, when that was over. */
export function blastRadius(view: View): Markup {
  const { faults } = view;
  const title = html`<h3>Blast radius of each fault</h3>`;
  if (faults.length === 0) return html`${title}<p>No fault struck in this run.</p>`;
  const rest = faults.slice(CARDS_MAX, CARDS_MAX + ROWS_MAX);
  const left = faults.length - CARDS_MAX - rest.length;
  const others = tableMarkup({
    caption: `Faults ${CARDS_MAX + 1} to ${CARDS_MAX + rest.length}${left > 0 ? `; ${amount(left)} more faults left out` : ""}`,
    columns: ["fault", "lasted", "first reaction", "refused or failed", "worst 10 s", "over"],
    rows: rest.map((fault) => row(view, fault)),
    words: true,
  });
  return html`${title}${faults.slice(0, CARDS_MAX).map((fault) => card(view, fault))}<p class="note">${RULES}</p>${rest.length === 0 ? null : others}`;
}
