import type { ComparedFigure } from "../../result/compare/comparison.ts";
import { errorWord, type MeasuredScale, WORDS_OF_ERRORS } from "../../result/scale/measured-scale.ts";
import { figureText } from "../figure-words.ts";
import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { counted, share } from "../words.ts";

const SCALES = [1, 8, 35, 106] as const;

/** Mean wait of 32 servers in mean services, by load and scale 1/k, as measured; the page of the storage parts tells how. */
export const POOL_WAITS: readonly (readonly [load: number, ...waits: readonly number[]])[] = [
  [0.67, 0.0021, 0.0001, 0.0004, 0.0008],
  [0.8, 0.025, 0.015, 0.05, 0.22],
  [0.9, 0.14, 0.33, 1.5, 4.4],
  [0.95, 0.43, 2.1, 11, 20],
  [0.98, 1.4, 11, 30, 140],
];

/** What scaling down does to waits, and what it was measured to do to this scenario's figures; nothing at full size. */
export function scaleError({ result, scaleError: measured, clock }: View): Markup | null {
  if (result.scale.k === 1) return null;
  return html`<p>The mean use of every part is right at every scale; single windows scatter more at a coarse one, because fewer packets stand for all. Waits inside a set are not right: between 90 % busy and full they come out too long, the more so the coarser the scale. ${
    measured === undefined
      ? html`Look at such a minute at a finer one (<code>--scale 1/35 --from … --to …</code>), or have measured what each figure of it is off by (<code>hongbao run --measure-scale --json --from … --to …</code>; <code>hongbao report --scale-error</code> draws it here).`
      : html`What that does to this scenario from ${clock.second(measured.fromMs)} to ${clock.second(measured.toMs)} was measured against 1/${measured.finer}, ${counted(measured.seeds.length, "seed")} each:`
  }</p>
${measured === undefined ? null : measuredTable(measured)}
<details><summary>Table: measured error of the scale</summary>${tableMarkup({
    caption: "Mean wait for one of 32 servers, in services, 400,000 customers a cell",
    columns: ["load", "exact", ...SCALES.slice(1).map((of) => `scale 1/${of}`)],
    rows: POOL_WAITS.map(([load, ...waits]) => [share(load), ...waits.map(String)]),
  })}</details>`;
}

function measuredTable({ k, finer, figures, leftOut }: MeasuredScale): Markup {
  return html`${tableMarkup({
    caption: `What each figure is off by at 1/${k}`,
    columns: ["figure", `at 1/${k}`, `at 1/${finer}`, "error", "95 % interval", ""],
    rows: figures.map((figure) => [
      html`<bdi>${figure.id}</bdi>`,
      figureText(figure.unit, figure.b),
      figureText(figure.unit, figure.a),
      error(figure, figure.change),
      `${error(figure, figure.low)} to ${error(figure, figure.high)}`,
      WORDS_OF_ERRORS[errorWord(figure)],
    ]),
  })}
${leftOut.length === 0 ? null : html`<ul>${leftOut.map(({ id, why }) => html`<li><bdi>${id}</bdi>: <bdi>${why}</bdi></li>`)}</ul>`}`;
}

/** As a share of the finer scale's figure; of nothing there is none. */
function error({ a }: ComparedFigure, change: number | null): string {
  if (change === null || (a === 0 && change !== 0)) return "unknown";
  return share(a === 0 ? 0 : change / Math.abs(a));
}
