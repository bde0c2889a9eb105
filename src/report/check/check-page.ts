import { budgetTable } from "../budget-table.ts";
import type { BudgetVerdict } from "../budget-verdict.ts";
import { Clock } from "../clock.ts";
import { html, type Markup } from "../markup.ts";
import { staticPage } from "../static-page.ts";
import { shorten, tame } from "../tame.ts";

/** One scenario of a check, as its page shows it. */
export interface CheckedNight {
  readonly file: string;
  readonly name: string;
  /** "2015-02-18T20:00:00"; null for a lab, which has no clock. */
  readonly start: string | null;
  /** "5 seeds, scale 1/319; confidence 99 %; ..." */
  readonly about: string;
  /** What broke, a fault of ours. */
  readonly error: string | null;
  readonly verdicts: readonly BudgetVerdict[];
}

export interface CheckPage {
  /** "7 scenarios, 54 verdicts: 52 pass, 1 fail, 1 undecided, 0 no data" */
  readonly counts: string;
  /** When was looked, and with which version. */
  readonly about: string;
  readonly scenarios: readonly CheckedNight[];
  /** Sentences on what was not judged. */
  readonly leftOut: readonly string[];
}

/** The verdicts on all budgets of some scenarios as one HTML file, in the looks of the capacity report. */
export function renderCheck(page: CheckPage): string {
  const { counts, about, scenarios, leftOut } = tame(page);
  const others = {
    id: "left-out",
    title: "Not judged",
    body: html`${leftOut.map((line) => html`<p>${line}</p>`)}`,
  };
  return staticPage({
    kind: "check",
    name: counts,
    description:
      "Each budget is judged by as many seeds as it takes; a broken one passes no more often than its confidence says.",
    about,
    sections: [
      ...scenarios.map((night, i) => ({
        id: `scenario-${i}`,
        title: shorten(night.name, 120),
        body: verdicts(night),
      })),
      ...(leftOut.length === 0 ? [] : [others]),
    ],
  });
}

function verdicts({ file, start, about, error, verdicts }: CheckedNight): Markup {
  const told =
    error === null ? null : html`<p class="tone bad">Broken, a fault of ours: ${shorten(error, 400)}</p>`;
  return html`<p class="muted"><code>${shorten(file, 200)}</code>, ${about}</p>
${told}${budgetTable(verdicts, start === null ? null : new Clock(start))}`;
}
