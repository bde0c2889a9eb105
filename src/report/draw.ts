import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { escaped } from "../result/escaped.ts";
import { titleSvg } from "./axis-title.ts";
import { inPlace, outlinesSvg, scaledLayers, withHatches, withoutLayers } from "./both-sizes.ts";
import type { Drawing, Outline } from "./chart.ts";
import { slimSvg } from "./slim-svg.ts";
import type { Frame } from "./tokens.ts";

/** vega's own text renderer. Exported but missing from its types; `View.toSVG` would give the same text as a promise. */
interface SvgRenderer {
  initialize(element: null, width: number, height: number, origin: readonly [number, number]): SvgRenderer;
  render(scene: unknown): SvgRenderer;
  svg(): string;
}
const { SVGStringRenderer } = vega as unknown as { SVGStringRenderer: new () => SvgRenderer };

/** Axis and text in the page's own ink; fonts come from the page. */
const CONFIG = {
  background: null,
  font: "inherit",
  view: { stroke: null },
  axis: {
    labelColor: "var(--muted)",
    titleColor: "var(--muted)",
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
    domainColor: "var(--rule)",
    tickColor: "var(--rule)",
    gridColor: "var(--grid)",
    labelLimit: 0,
    titleLimit: 0,
    tickSize: 4,
  },
};

/** To be called once a report, so that clip paths are numbered alike in every run. */
export function startDrawing(): void {
  vega.resetSVGDefIds();
}

function compiled(drawing: Drawing, desk: Frame): vega.Spec {
  const whole = {
    ...drawing.spec(desk),
    params: [{ name: "ticks", value: drawing.ticks(desk) }],
    width: desk.width,
    height: desk.height,
    autosize: { type: "none" },
    config: CONFIG,
  };
  return compile(whole as unknown as TopLevelSpec).spec;
}

/** What a view shows now as text, without a canvas or a clock. */
function svgOf(
  view: vega.View,
  { name, width, height, left, right, top, bottom }: Frame,
  label: string,
): string {
  const [across, down] = [left + width + right, top + height + bottom];
  const svg = new SVGStringRenderer()
    .initialize(null, across, down, [left, top])
    .render((view.scenegraph() as unknown as { root: unknown }).root)
    .svg();
  const opening = `<svg class="plot ${name}" role="img" aria-label="${escaped(label)}" viewBox="0 0 ${across} ${down}">`;
  return slimSvg(svg.replace(/^<svg[^>]*>/, () => opening));
}

/**
 * One chart as static SVG, for a desk and for a phone: compiled once, run for both. Its lines, areas and cells stand in
 * the page once: the phone's drawing has axes and words of its own and shows the desk's outlines narrower.
 */
export function drawSvgs(
  id: string,
  drawing: Drawing,
  [wide, phone]: readonly [Frame, Frame],
  label: string,
): readonly [wide: string, phone: string] {
  const view = new vega.View(vega.parse(compiled(drawing, wide)), { renderer: "none" }).run();
  const bare = withHatches(svgOf(view, wide, label), id, drawing.keys);
  view
    .signal("width", phone.width)
    .signal("height", phone.height)
    .signal("ticks", drawing.ticks(phone))
    .run();
  const small = withoutLayers(svgOf(view, phone, label));
  view.finalize();
  const title = (frame: Frame): string => (drawing.axisTitle ? titleSvg(drawing.axisTitle, frame) : "");
  const own = (frame: Frame): readonly Outline[] => drawing.hatches?.(frame) ?? [];
  const outlines = drawing.outlines?.(wide) ?? [];
  const below = scaledLayers(bare, id, outlines, wide, phone);
  return [
    inPlace(bare, title(wide) + outlinesSvg([...outlines, ...own(wide)], id)),
    inPlace(small, title(phone) + below + outlinesSvg(own(phone), `${id}-phone`)),
  ];
}
