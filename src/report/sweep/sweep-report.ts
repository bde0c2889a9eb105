import type { SweepFigure, SweepResult } from "../../result/sweep/sweep-result.ts";
import { startDrawing } from "../draw.ts";
import { drawnFigure } from "../figure.ts";
import { html, type Markup } from "../markup.ts";
import { staticPage } from "../static-page.ts";
import { tableMarkup } from "../table-markup.ts";
import { tameText } from "../tame.ts";
import { unitText } from "../unit-text.ts";
import { counted } from "../words.ts";
import { byMovement } from "./by-movement.ts";
import { multiples } from "./multiples.ts";

/** Charts on the page; the tables beside it have all figures. */
const FIGURES_MAX = 12;
/** Rows of the page's table of runs that are not whole. */
const TROUBLES_MAX = 50;

/**
 * A sweep as one HTML file: a small chart for each figure, budgets' figures first, then those that move most.
 * The same sweep gives the same bytes. Loading this module loads vega (0.2 s).
 */
export function renderSweep(result: SweepResult): string {
  const { plan, figures } = result;
  startDrawing();
  const told = byMovement(result).slice(0, FIGURES_MAX);
  const charts = told.flatMap((at) =>
    multiples(result, at).map(({ drawing, title }, i) =>
      drawnFigure({ id: `f${at}-${i}`, title, size: "half" }, drawing),
    ),
  );
  const left = figures.length - told.length;
  const more =
    left > 0
      ? html`<p class="note">${counted(left, "figure")} more ${left === 1 ? "is" : "are"} in points.csv: these move most, seen against their intervals.</p>`
      : null;
  return staticPage({
    kind: "sweep",
    name: plan.scenario.name,
    description: plan.scenario.description,
    about: about(result),
    sections: [
      {
        id: "figures",
        title: "What moves with what was varied",
        body: html`<p class="lead">Whiskers are 95 % intervals over the seeds. A quantile is that of all seeds' requests together.</p>
<div class="figures">${charts.map(({ markup }) => markup)}</div>${more}`,
      },
      { id: "points", title: "The points", body: pointsTable(result, told) },
      ...troubles(result),
    ],
  });
}

function about({ plan, complete }: SweepResult): string {
  const { points, seeds, axes, flags, engine } = plan;
  const given = flags.length === 0 ? "" : `, ${flags.join(" ")}`;
  const state = complete ? "" : "; not all of its runs are done and whole";
  return `${counted(points.length, "point")} of ${axes.join(", ")}, ${counted(seeds.length, "seed")} each${given}; hongbao ${engine.version}${state}`;
}

function pointsTable({ plan, figures, points }: SweepResult, told: readonly number[]): Markup {
  const shown = told.flatMap((at): [number, SweepFigure][] => {
    const figure = figures[at];
    return figure === undefined ? [] : [[at, figure]];
  });
  return tableMarkup({
    caption: "Each point, all of its seeds together",
    columns: [...plan.axes.map(tameText), "runs", ...shown.map(([, { id }]) => tameText(id))],
    rows: points.map(({ figures: of, runs }, i) => [
      ...(plan.points[i]?.values ?? []).map(tameText),
      `${runs.filter(({ status }) => status === "done").length} of ${runs.length}`,
      ...shown.map(([at, { unit }]) => {
        const figure = of[at];
        return figure === undefined || figure === null ? "no data" : unitText(unit)(figure.estimate);
      }),
    ]),
  });
}

function troubles({ plan, points }: SweepResult): { id: string; title: string; body: Markup }[] {
  const rows = points.flatMap(({ runs }, i) =>
    runs
      .filter(({ status }) => status !== "done")
      .map(({ seed, status, message }) => [
        (plan.points[i]?.values ?? []).map(tameText).join(", "),
        tameText(seed),
        status,
        tameText(message),
      ]),
  );
  if (rows.length === 0) return [];
  const more = rows.length > TROUBLES_MAX ? html`<p class="note">The others are in runs.csv.</p>` : null;
  const table = tableMarkup({
    caption: "Runs that are not whole: no figure is taken from them",
    columns: ["point", "seed", "what became of it", "why"],
    rows: rows.slice(0, TROUBLES_MAX),
    words: true,
  });
  return [{ id: "troubles", title: "Runs that failed or are missing", body: html`${table}${more}` }];
}
