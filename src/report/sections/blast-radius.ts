import { tableMarkup } from "../figure.ts";
import { harmIn, TROUBLE, troubled, worstWindows } from "../harm.ts";
import { html, type Markup } from "../markup.ts";
import { shorten } from "../tame.ts";
import type { Interval, View } from "../view.ts";
import { amount, duration, listed, share } from "../words.ts";
import { incidents } from "./incidents.ts";

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

function row(view: View, fault: Interval): (string | Markup)[] {
  const within = reach(view, fault);
  const hurt = harmIn(view, within.fromMs, within.toMs).filter(({ refused, failed }) => refused + failed > 0);
  const told = hurt
    .sort((a, b) => b.refused + b.failed - a.refused - a.failed)
    .map(
      ({ step, decided, refused, failed }) =>
        `${amount(refused + failed)} ${step} (${share((refused + failed) / decided)})`,
    );
  const [worst] = worstWindows(view, within.fromMs, within.toMs);
  const last = troubled(view)
    .filter(({ fromMs, toMs }) => toMs > within.fromMs && fromMs < within.toMs)
    .at(-1);
  const over =
    last === undefined
      ? "no trouble"
      : last.toMs === fault.toMs
        ? `${view.clock.second(last.toMs)}, at its end`
        : `${view.clock.second(last.toMs)}, ${last.toMs < fault.toMs ? `${duration(fault.toMs - last.toMs)} before its end` : `${duration(last.toMs - fault.toMs)} after its end`}`;
  return [
    html`<bdi>${shorten(fault.text, 60)}</bdi> (<bdi>${shorten(fault.part, 40)}</bdi>)`,
    `${view.clock.second(fault.fromMs)} to ${view.clock.second(fault.toMs)}`,
    html`<bdi>${reaction(view, fault)}</bdi>`,
    told.length === 0 ? "nobody" : listed(told, 5),
    worst === undefined
      ? "none"
      : `${share(worst.share)} of ${worst.step} at ${view.clock.second(worst.atMs)}`,
    over,
  ];
}

/** Each fault: what answered it, whom it hurt, when that was over. */
export function blastRadius(view: View): Markup {
  const title = html`<h3>Blast radius of each fault</h3>`;
  if (view.faults.length === 0) return html`${title}<p>No fault struck in this run.</p>`;
  const shown = view.faults.slice(0, ROWS_MAX);
  return html`${title}${incidents(view)}${tableMarkup({
    caption: `${view.faults.length > ROWS_MAX ? `The first ${ROWS_MAX} of ${view.faults.length} faults. ` : ""}What users saw meanwhile: requests refused or failed, whatever the cause, from a fault's beginning to ${duration(AFTERMATH_MS)} after its end, or to the next fault; over: from when on at most ${share(TROUBLE)} of each step's requests of 10 s were.`,
    columns: ["fault", "lasted", "first reaction", "refused or failed", "worst 10 s", "over"],
    rows: shown.map((fault) => row(view, fault)),
    words: true,
  })}`;
}
