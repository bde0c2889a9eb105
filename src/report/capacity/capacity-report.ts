import { betweenText, foundSentences } from "../../result/capacity/capacity-lines.ts";
import type { CapacityBudget, CapacityResult } from "../../result/capacity/capacity-result.ts";
import { startDrawing } from "../draw.ts";
import { drawnFigure } from "../figure.ts";
import { html, type Markup } from "../markup.ts";
import { staticPage } from "../static-page.ts";
import { multiples } from "../sweep/multiples.ts";
import { tableMarkup } from "../table-markup.ts";
import { tameText } from "../tame.ts";
import { unitText } from "../unit-text.ts";
import { counted } from "../words.ts";
import { frontier } from "./frontier.ts";

/** Charts of single budgets; the tables beside the page have all figures. */
const CHARTS_MAX = 12;

/**
 * A search for a limit as one HTML file: the answer, the frontier, a small chart for each budget. The same search gives
 * the same bytes. Loading this module loads vega (0.2 s).
 */
export function renderCapacity(result: CapacityResult): string {
  const { tested, notes, budgets } = result;
  startDrawing();
  const whole = drawnFigure(
    { id: "frontier", title: "How much of its limit each budget uses", size: "full" },
    frontier(result),
  );
  const charts = budgets.slice(0, CHARTS_MAX).flatMap(({ id }, i) => {
    const at = tested.figures.findIndex((figure) => figure.budgeted && figure.id === id);
    return multiples(tested, at).map(({ drawing, title }) =>
      drawnFigure({ id: `b${i}`, title, size: "half" }, drawing),
    );
  });
  return staticPage({
    kind: "capacity search",
    name: tested.plan.scenario.name,
    description: tested.plan.scenario.description,
    about: about(result),
    sections: [
      {
        id: "answer",
        title: "The answer",
        body: html`${foundSentences(result).map((sentence) => html`<p class="lead">${tameText(sentence)}</p>`)}
${notes.map((note) => html`<p class="note">${tameText(note)}</p>`)}${budgetTable(budgets)}`,
      },
      {
        id: "frontier",
        title: "The frontier",
        body: html`<p class="lead">Whiskers are 95 % intervals over the seeds; values with one seed have none.</p>
<div class="figures">${whole.markup}</div>`,
      },
      {
        id: "figures",
        title: "Budget by budget",
        body: html`<div class="figures">${charts.map(({ markup }) => markup)}</div>${pointsTable(result)}`,
      },
    ],
  });
}

function about({ tested, axis, from, to, runs }: CapacityResult): string {
  const { flags, engine } = tested.plan;
  const given = flags.length === 0 ? "" : `, ${flags.join(" ")}`;
  return `${axis} from ${from.text} to ${to.text}, ${counted(runs, "run")} at ${counted(tested.points.length, "value")}${given}; hongbao ${engine.version}`;
}

function budgetTable(budgets: readonly CapacityBudget[]): Markup {
  return tableMarkup({
    caption: "The budgets, in the order in which they break",
    columns: ["budget", "limit", "breaks at about", "seen between", "severity"],
    rows: budgets.map((budget) => [
      tameText(budget.id),
      limitText(budget),
      budget.breaks === null ? "not within" : tameText(budget.breaks.text),
      tameText(betweenText(budget)),
      budget.severity,
    ]),
    words: true,
  });
}

function limitText({ max, min, unit }: CapacityBudget): string {
  const text = unitText(unit);
  return [
    ...(min === null ? [] : [`at least ${text(min)}`]),
    ...(max === null ? [] : [`at most ${text(max)}`]),
  ].join(", ");
}

function pointsTable({ tested, axis, budgets, proven }: CapacityResult): Markup {
  const places = budgets.flatMap(({ id, unit }) => {
    const at = tested.figures.findIndex((figure) => figure.budgeted && figure.id === id);
    return at < 0 ? [] : [{ id, unit, at }];
  });
  return tableMarkup({
    caption: "Each value that was tried, all of its seeds together",
    columns: [tameText(axis), "runs", ...places.map(({ id }) => tameText(id))],
    rows: tested.points.map(({ figures, runs }, i) => {
      const text = tested.plan.points[i]?.values[0] ?? "";
      return [
        text === proven?.at.text ? `${tameText(text)}, proven` : tameText(text),
        String(runs.length),
        ...places.map(({ at, unit }) => {
          const figure = figures[at];
          return figure === null || figure === undefined ? "no data" : unitText(unit)(figure.estimate);
        }),
      ];
    }),
  });
}
