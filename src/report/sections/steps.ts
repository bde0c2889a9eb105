import { CORE_STEPS, STEPS } from "../../result/result.ts";
import { together } from "../../result/together.ts";
import { html, type Markup } from "../markup.ts";
import { shown } from "../shown.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { amount, duration, share } from "../words.ts";
import { sum } from "./judgement.ts";

function because(reasons: Readonly<Record<string, number>>): string {
  const told = Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${amount(count)}`);
  return told.length === 0 ? "none" : told.join(", ");
}

/** What became of every request, by step. */
export function stepTable(view: View): Markup {
  const { result } = view;
  const rows = STEPS.map((step) => {
    const { answered, refused, failed } = result.totals[step];
    const of = (path: string): Markup => shown(result, `totals.${step}.${path}`, amount);
    const decided = answered.full + answered.degraded + sum(refused) + sum(failed);
    return [
      step,
      of("offered"),
      of("attempts"),
      of("answered.full"),
      of("answered.degraded"),
      because(refused),
      because(failed),
      of("inFlight"),
      decided === 0 ? "no data" : share((answered.full + answered.degraded) / decided),
    ];
  });
  return html`<h3>What became of every request</h3>${tableMarkup({
    caption: "Real-world counts: simulated counts times the scale. Retries are attempts, never requests.",
    columns: [
      "step",
      "offered",
      "attempts",
      "answered in full",
      "degraded",
      "refused by",
      "failed by",
      "in flight at the end",
      "answered",
    ],
    rows,
  })}${groups(view)}`;
}

/** What the system exists for, all that it does, and how many attempts that took. */
function groups({ result }: View): Markup {
  const [core, whole] = (["core", "whole"] as const).map((group) => together(result.totals, group));
  if (core === undefined || whole === undefined || whole.decided === 0) return html``;
  const answered = ({ answered, decided }: typeof core): string =>
    decided === 0 ? "no data" : share(answered / decided);
  return html`<p>Answered of the core (${CORE_STEPS.join(", ")}): <b>${answered(core)}</b>; of the whole: <b>${answered(whole)}</b>. Attempts a request: <b>${(whole.attempts / whole.offered).toFixed(3)}</b>, of the core <b>${core.offered > 0 ? (core.attempts / core.offered).toFixed(3) : "no data"}</b>.</p>`;
}

/** Latency of the whole run, both clocks. */
export function latencyTable(view: View): Markup {
  const { result } = view;
  const rows = STEPS.flatMap((step) =>
    (["client", "service"] as const)
      .filter((clock) => result.latencyMs[step][clock].count > 0)
      .map((clock) => [
        `${step}, ${clock}`,
        shown(result, `latencyMs.${step}.${clock}.count`, amount),
        ...["mean", "p50", "p90", "p99", "p999", "max"].map((name) =>
          shown(result, `latencyMs.${step}.${clock}.${name}`, duration),
        ),
      ]),
  );
  if (rows.length === 0) return html``;
  return html`<h3>Latency of the whole run</h3>${tableMarkup({
    caption: "Client: first attempt to reply at the handset. Service: inside the access layer.",
    columns: ["step, clock", "answers", "mean", "p50", "p90", "p99", "p99.9", "longest"],
    rows,
  })}`;
}
