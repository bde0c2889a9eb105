import { STEPS } from "../../result/result.ts";
import { html, type Markup } from "../markup.ts";
import { looseNumber, looseText, resolvedList } from "../resolved.ts";
import { shown } from "../shown.ts";
import type { RungSpan } from "../spans.ts";
import { tableMarkup } from "../table-markup.ts";
import { partMetric, type View } from "../view.ts";
import { amount, counted, duration, share } from "../words.ts";
import { outcomes } from "./judgement.ts";

/** What a reader loses by what a rung gives up. */
const COSTS: Readonly<Record<string, string>> = {
  avatars: "lists without pictures: grabs and opens answered degraded",
  details: "who else got how much is left out: opens answered degraded",
  lists: "the personal list shows it later: opens answered degraded",
  credit: "the amount reaches the wallet later: opens answered degraded",
  share: "groups are shown a packet later: shares answered degraded",
  open: "openings meet a busy page",
  grab: "grabs meet a busy page",
  pictures: "result pages without pictures: shakes answered degraded",
  shakes: "shakes meet a busy page",
};

const lastedMs = (spans: readonly RungSpan[]): number =>
  spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

/** The highest utilisation of the parts that were on the rung, while they were. */
function busiest(view: View, spans: readonly RungSpan[]): number | null {
  const found = spans.flatMap(({ part, fromMs, toMs }) => {
    const of = partMetric(view, "sets", part, "utilisation");
    if (of === undefined) return [];
    const from = Math.floor((fromMs - of.fromMs) / of.windowMs);
    const to = Math.ceil((toMs - of.fromMs) / of.windowMs);
    return of.values.slice(Math.max(0, from), to).filter((v): v is number => v !== null);
  });
  return found.length === 0 ? null : found.reduce((a, b) => Math.max(a, b));
}

/** Each rung: when it is taken, how long it was, what that saved and cost. */
export function rungTable(view: View): Markup {
  const { result } = view;
  const rungs = [
    ...resolvedList(result, "ladder", "rungs"),
    ...resolvedList(result, "ladder", "access", "rungs"),
  ];
  if (rungs.length === 0) return html``;
  const rows = rungs.map((rung) => {
    const name = looseText(rung, "name");
    const spans = view.rungSpans.filter((span) => span.rung === name);
    const parts = new Set(spans.map(({ part }) => part)).size;
    const [on, off, saves] = ["on", "off", "saves"].map((key) => looseNumber(rung, key));
    const did = (result.ladder ?? []).findIndex(({ rung: of }) => of === name);
    const figure = (of: "savedMs" | "requests", words: (value: number | null) => string, unit: string) =>
      did < 0 ? null : html`, ${shown(result, `ladder.${did}.${of}`, words)} ${unit}`;
    const taken =
      spans.length === 0 ? "never" : `${counted(spans.length, "time")}, ${counted(parts, "part")}`;
    const most = busiest(view, spans);
    const load = most === null ? "" : `, at most ${share(most)} busy meanwhile`;
    return [
      html`<bdi>${name}</bdi>`,
      on === null || off === null ? "" : `from ${share(on ?? null)} busy to below ${share(off ?? null)}`,
      taken,
      spans.length === 0 ? "" : duration(lastedMs(spans)),
      saves === null && did < 0
        ? ""
        : spans.length === 0
          ? `nothing (would save ${share(saves ?? null)})`
          : html`${share(saves ?? null)} of the work${figure("savedMs", duration, "of servers")}${load}`,
      spans.length === 0
        ? "nothing"
        : html`${COSTS[looseText(rung, "gives")] ?? "answers degraded"}${figure("requests", amount, "requests")}`,
    ];
  });
  const degraded = STEPS.filter((step) => result.totals[step].answered.degraded > 0).map((step) => {
    const decided = outcomes(result).find((outcome) => outcome.step === step)?.decided ?? 0;
    const count = shown(result, `totals.${step}.answered.degraded`, amount);
    return html`<li>${step}: ${count} (${share(result.totals[step].answered.degraded / decided)})</li>`;
  });
  return html`<h3>What each rung saved and cost</h3>${tableMarkup({
    caption:
      "From the least to the most important; a part is a set, or the access servers of a region. The time is that of all parts together.",
    columns: ["rung", "is taken", "was taken", "for", "saved", "cost"],
    rows,
    words: true,
  })}
${degraded.length === 0 ? html`<p>No request was answered degraded.</p>` : html`<p>Answered degraded, whatever the reason:</p><ul>${degraded}</ul>`}`;
}
