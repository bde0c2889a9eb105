import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { escaped } from "../result/escaped.ts";
import { inPlace, outlinesSvg, scaledLayers, withHatches } from "./both-sizes.ts";
import type { Drawing, Outline, Spec } from "./chart.ts";
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

function compiled(spec: Spec, frame: Frame): vega.Spec {
  const whole = {
    ...spec,
    width: frame.width,
    height: frame.height,
    autosize: { type: "none" },
    padding: { left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom },
    config: CONFIG,
  };
  return compile(whole as unknown as TopLevelSpec).spec;
}

/** vega-lite compiled to vega, rendered to text without a canvas or a clock. */
function rendered(spec: Spec, frame: Frame, label: string): string {
  const view = new vega.View(vega.parse(compiled(spec, frame)), { renderer: "none" }).run();
  const width = frame.left + frame.width + frame.right;
  const height = frame.top + frame.height + frame.bottom;
  const svg = new SVGStringRenderer()
    .initialize(null, width, height, [frame.left, frame.top])
    .render((view.scenegraph() as unknown as { root: unknown }).root)
    .svg();
  view.finalize();
  const opening = `<svg class="plot ${frame.name}" role="img" aria-label="${escaped(label)}" viewBox="0 0 ${width} ${height}">`;
  return slimSvg(svg.replace(/^<svg[^>]*>/, () => opening));
}

/**
 * One chart as static SVG, for a desk and for a phone. Its lines, areas and cells stand in the page once: the phone's
 * drawing has axes and words of its own and shows the desk's outlines narrower.
 */
export function drawSvgs(
  id: string,
  drawing: Drawing,
  [wide, phone]: readonly [Frame, Frame],
  label: string,
): readonly [wide: string, phone: string] {
  const outlines = drawing.outlines?.(wide) ?? [];
  const own = (frame: Frame): readonly Outline[] => drawing.hatches?.(frame) ?? [];
  const bare = withHatches(rendered(drawing.spec(wide), wide, label), id, drawing.keys);
  const below = scaledLayers(bare, id, outlines, wide, phone);
  const desk = inPlace(bare, outlinesSvg([...outlines, ...own(wide)], id));
  return [
    desk,
    inPlace(rendered(drawing.spec(phone), phone, label), below + outlinesSvg(own(phone), `${id}-phone`)),
  ];
}
