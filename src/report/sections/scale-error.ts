import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { share } from "../words.ts";

const SCALES = [1, 8, 35, 106] as const;

/** Mean wait of 32 servers in mean services, by load and scale 1/k, as measured; the page of the storage parts tells how. */
export const POOL_WAITS: readonly (readonly [load: number, ...waits: readonly number[]])[] = [
  [0.67, 0.0021, 0.0001, 0.0004, 0.0008],
  [0.8, 0.025, 0.015, 0.05, 0.22],
  [0.9, 0.14, 0.33, 1.5, 4.4],
  [0.95, 0.43, 2.1, 11, 20],
  [0.98, 1.4, 11, 30, 140],
];

/** What scaling down does to waits; nothing at full size. */
export function scaleError(k: number): Markup | null {
  if (k === 1) return null;
  return html`<p>The mean use of every part is right at every scale; single windows scatter more at a coarse one, because fewer packets stand for all. Waits inside a set are not right: between 90 % busy and full they come out too long, the more so the coarser the scale. Look at such a minute at a finer one (<code>--scale 1/35 --from … --to …</code>), or have measured what each figure of it is off by (<code>hongbao run --measure-scale --from … --to …</code>).</p>
<details><summary>Table: measured error of the scale</summary>${tableMarkup({
    caption: "Mean wait for one of 32 servers, in services, 400,000 customers a cell",
    columns: ["load", "exact", ...SCALES.slice(1).map((of) => `scale 1/${of}`)],
    rows: POOL_WAITS.map(([load, ...waits]) => [share(load), ...waits.map(String)]),
  })}</details>`;
}
