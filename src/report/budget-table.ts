import type { BudgetVerdict } from "./budget-verdict.ts";
import type { Clock } from "./clock.ts";
import { figureText } from "./figure-words.ts";
import { html, type Markup } from "./markup.ts";
import { tableMarkup } from "./table-markup.ts";
import { shorten } from "./tame.ts";
import { amount, counted, listed, share } from "./words.ts";

const SIGNS = { pass: "✓", fail: "✗", undecided: "?", "no data": "–" } as const;
const TONES = { pass: "good", fail: "bad", undecided: "warn", "no data": "warn" } as const;
const ORDER = ["fail", "no data", "undecided", "pass"] as const;

function limit({ unit, min, max }: BudgetVerdict): string {
  const ends = [
    ...(min === null ? [] : [`at least ${figureText(unit, min)}`]),
    ...(max === null ? [] : [`at most ${figureText(unit, max)}`]),
  ];
  return ends.join(", ");
}

function interval({ unit, low, high, confidence }: BudgetVerdict): string {
  if (low === null && high === null) return "unknown";
  const end = (value: number | null): string => (value === null ? "unknown" : figureText(unit, value));
  return `${end(low)} to ${end(high)} (${share(confidence)})`;
}

function margin({ margin: within }: BudgetVerdict): string {
  if (within === null) return "no data";
  return within >= 0 ? `${share(within)} within` : `${share(-within)} beyond`;
}

function worst({ unit, worst: of }: BudgetVerdict, clock: Clock | null): string {
  if (of === null) return "";
  const where = of.part === "" ? "" : ` at ${shorten(of.part, 30)}`;
  const told = `${figureText(unit, of.value)}, seed ${shorten(of.seed, 24)}${where}`;
  return clock === null ? told : `${told}, ${clock.second(of.fromMs)} to ${clock.second(of.toMs)}`;
}

/** "4 of 6 budgets pass; 1 fails, 1 undecided". */
export function budgetsText(budgets: readonly BudgetVerdict[]): string {
  const count = (verdict: BudgetVerdict["verdict"]): number =>
    budgets.filter((b) => b.verdict === verdict).length;
  const others = [
    ...(count("fail") > 0 ? [`${count("fail")} failed`] : []),
    ...(count("undecided") > 0 ? [`${count("undecided")} undecided`] : []),
    ...(count("no data") > 0 ? [`${count("no data")} without data`] : []),
  ];
  const passed = `${count("pass")} of ${counted(budgets.length, "budget")} passed`;
  return others.length === 0 ? passed : `${passed}; ${listed(others)}`;
}

/** What runs the worst seed again, of those that did not pass. */
function again({ verdict, replay }: BudgetVerdict): Markup | null {
  return verdict === "pass" || replay === null ? null : html`<br><code>${shorten(replay, 200)}</code>`;
}

/**
 * Each budget: its verdict, the interval that the figure lies in, and how far that is from the limit. Worst first.
 * Without a clock, a lab's, times are not told.
 */
export function budgetTable(budgets: readonly BudgetVerdict[], clock: Clock | null): Markup {
  const sorted = [...budgets].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (a.margin ?? 0) - (b.margin ?? 0),
  );
  return html`<p class="lead">${budgetsText(budgets)}.</p>${tableMarkup({
    caption:
      "An interval holds the true figure with the confidence beside it; a budget is decided when its limit lies outside. Margin: from the estimate to the limit, as a share of the limit.",
    columns: ["budget", "verdict", "figure", "estimate", "interval", "limit", "margin", "rests on", "worst"],
    words: true,
    narrow: true,
    rows: sorted.map((budget) => [
      html`<bdi>${shorten(budget.id, 60)}</bdi>${budget.severity === "warn" ? " (a warning)" : ""}`,
      html`<span class="tone ${TONES[budget.verdict]}"><span aria-hidden="true">${SIGNS[budget.verdict]}</span> ${budget.verdict}</span>${budget.why === null ? null : html`<br><bdi>${shorten(budget.why, 120)}</bdi>`}`,
      html`<bdi>${shorten(budget.text, 120)}</bdi>${again(budget)}`,
      figureText(budget.unit, budget.estimate),
      interval(budget),
      limit(budget),
      margin(budget),
      `${counted(budget.replications, "seed")}, ${amount(budget.samples)} samples`,
      html`<bdi>${worst(budget, clock)}</bdi>`,
    ]),
  })}`;
}
