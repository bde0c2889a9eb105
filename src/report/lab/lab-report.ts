import { adviceTable } from "../../result/lab-advice-lines.ts";
import type { LabResult } from "../../result/lab-result.ts";
import { labTablesOfText, verdictRows } from "../../result/lab-rows.ts";
import { labRunText } from "../../result/lab-summary.ts";
import { startDrawing } from "../draw.ts";
import { drawnFigure } from "../figure.ts";
import { html, type Markup } from "../markup.ts";
import { staticPage } from "../static-page.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten, tame } from "../tame.ts";
import { counted } from "../words.ts";
import { labSeries } from "./lab-series.ts";

/** Charts on the page; series.csv has all parts. */
const CHARTS_MAX = 12;
const TITLE_MAX = 60;

/**
 * A lab's result as one HTML file without a script: known values first, then what became of the requests, then what
 * happened over time. The same result gives the same bytes. Loading this module loads vega (0.2 s).
 */
export function renderLab(untamed: LabResult): string {
  const result = tame(untamed);
  startDrawing();
  const { scenario, seed } = result;
  return staticPage({
    kind: "lab",
    name: scenario.name,
    description: scenario.description,
    about: `${labRunText(result)}, seed ${shorten(seed, TITLE_MAX)}${result.complete ? "" : "; incomplete"}`,
    sections: [
      ...(result.complete
        ? []
        : [{ id: "incomplete", title: "Not the whole run", body: listOf(result.incompleteBecause) }]),
      ...(result.exact.length > 0 ? [{ id: "known", title: "Known values", body: known(result) }] : []),
      { id: "figures", title: "Figures", body: figures(result) },
      { id: "time", title: "Over time", body: overTime(result) },
      { id: "length", title: "How long is long enough", body: length(result) },
      { id: "repeat", title: "Run it again", body: html`<p><code>${result.command}</code></p>` },
    ],
  });
}

function known(result: LabResult): Markup {
  const count = (verdict: string) => result.exact.filter((of) => of.verdict === verdict).length;
  const words = ["holds", "fails", "undecided"].map((verdict) => `${verdict} ${count(verdict)}`).join(", ");
  return html`<p class="lead">Of ${counted(result.exact.length, "known value")}: ${words}.</p>
${tableMarkup({
  caption: "Known values beside the estimates",
  columns: ["known", "exact", "estimate", "95 % interval", "verdict"],
  rows: verdictRows(result).map(([, ...row]) => row),
})}
<p class="note">It fails when the estimate is more than 4 standard errors off, and holds when it is not and 4 standard errors are within the tolerance.</p>`;
}

function figures(result: LabResult): Markup {
  return html`${labTablesOfText(result).map(({ caption, head, rows }) =>
    tableMarkup({ caption, columns: head, rows }),
  )}
<p class="note">A mean is that of the replications' means, its interval Student's t over them; a quantile is of all replications' requests together.</p>`;
}

function overTime({ series }: LabResult): Markup {
  if (series === null) return html`<p>No replication came to the end of a window.</p>`;
  const parts = labSeries(series);
  const charts = parts
    .slice(0, CHARTS_MAX)
    .map(({ of, drawing }, i) =>
      drawnFigure({ id: `part-${i}`, title: shorten(of, TITLE_MAX), size: "half" }, drawing),
    );
  const left = parts.length - charts.length;
  const more =
    left > 0
      ? html`<p class="note">${counted(left, "part")} more ${left === 1 ? "is" : "are"} in series.csv.</p>`
      : null;
  return html`<p class="lead">Means over the replications, from the start on, the warm-up among it.</p>
<div class="figures">${charts.map(({ markup }) => markup)}</div>${more}`;
}

function length(result: LabResult): Markup {
  const { head, rows, told } = adviceTable(result);
  return html`${tableMarkup({ caption: "Warm-up and precision, by source", columns: head, rows })}
${told.length > 0 ? listOf(told) : null}`;
}

function listOf(lines: readonly string[]): Markup {
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
