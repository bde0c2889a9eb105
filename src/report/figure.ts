import { bothLeads } from "./before.ts";
import type { Chart, Drawing, Key, Series } from "./chart.ts";
import { drawSvgs } from "./draw.ts";
import { html, type Markup, raw } from "./markup.ts";
import { tableMarkup } from "./table-markup.ts";
import { type Frame, FULL, HALF, PHONE } from "./tokens.ts";
import type { View } from "./view.ts";

export interface Figure {
  readonly chart: Chart;
  /** Undefined when there was no data. */
  readonly drawing: Drawing | undefined;
  readonly frames: readonly Frame[];
  readonly markup: Markup;
}

function swatch({ ink, mark }: Key): Markup {
  const dash = ink.dash === undefined ? "" : ` stroke-dasharray="${ink.dash.join(" ")}"`;
  const hatch =
    ink.hatch === undefined ? "" : `<rect x="0" y="1" width="26" height="10" fill="url(#${ink.hatch})"/>`;
  const sign =
    mark === "area" || mark === "band"
      ? `<rect x="0" y="1" width="26" height="10" fill="${ink.colour}" fill-opacity="${mark === "band" ? 0.22 : ink.hatch ? 0.55 : 0.8}"/>${hatch}`
      : `<line x1="0" y1="6" x2="26" y2="6" stroke="${ink.colour}" stroke-width="2"${dash}/>`;
  return raw(
    `<svg class="swatch" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true">${sign}</svg>`,
  );
}

/** A series that stays at nought lies on the axis, where nobody finds it. */
const isNever = (key: Key): boolean =>
  "of" in key && (key as Series).of.values.every((value) => value === null || value === 0);

function legend(drawing: Drawing): Markup | null {
  if (drawing.shades !== undefined) {
    return html`<ul class="legend shades">${drawing.shades.map(
      ({ colour, text }) =>
        html`<li><svg class="swatch" width="14" height="12" viewBox="0 0 14 12" aria-hidden="true"><rect width="14" height="12" fill="${colour}"/></svg> ${text}</li>`,
    )}</ul>`;
  }
  if (drawing.keys.length === 0) return null;
  return html`<ul class="legend">${drawing.keys.map(
    (key, i) =>
      html`<li data-series="${i}">${swatch(key)} ${key.name}${isNever(key) ? " (always 0)" : ""}</li>`,
  )}</ul>`;
}

/** The drawing of a run, or of both where two are compared. */
function draw(view: View, chart: Chart): Drawing | string | null {
  const own = chart.draw(view);
  if (own === null || typeof own === "string" || view.before === undefined) return own;
  const before = chart.draw(view.before);
  if (before === null) return own;
  if (typeof before === "string") return { ...own, lead: bothLeads(before, own.lead) };
  return before.from === undefined ? own : (own.beside?.(before.from) ?? own);
}

/** A chart as HTML: title, what to see, legend, the drawing for a desk and for a phone, and the table behind it. */
export function figure(view: View, chart: Chart): Figure[] {
  const drawn = draw(view, chart);
  return drawn === null ? [] : [{ chart, ...drawnFigure(chart, drawn) }];
}

/** A drawing under its title, or the sentence on why there is none. */
export function drawnFigure(
  chart: Pick<Chart, "id" | "title" | "size">,
  drawn: Drawing | string,
): Omit<Figure, "chart"> {
  if (typeof drawn === "string") {
    const markup = html`<figure id="chart-${chart.id}" class="${chart.size} none"><figcaption><h3>${chart.title}</h3><p>${drawn}</p></figcaption></figure>`;
    return { drawing: undefined, frames: [], markup };
  }
  const framed = (frame: Frame): Frame => drawn.frame?.(frame) ?? frame;
  const frames = [framed(chart.size === "full" ? FULL : HALF), framed(PHONE)] as const;
  const label = `${chart.title}. ${drawn.lead}`;
  const markup = html`<figure id="chart-${chart.id}" class="${chart.size}" data-chart="${chart.id}"><figcaption><h3>${chart.title}</h3>
<p class="lead">${drawn.lead}</p></figcaption>
${legend(drawn)}
<div class="plots">${drawSvgs(`chart-${chart.id}`, drawn, frames, label).map(raw)}</div>
${(drawn.notes ?? []).map((note) => html`<p class="note">${note}</p>`)}
<details><summary>Table: ${chart.title}</summary>${tableMarkup(drawn.table)}</details></figure>`;
  return { drawing: drawn, frames, markup };
}
