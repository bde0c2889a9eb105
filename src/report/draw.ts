import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Drawing, Outline, Spec } from "./chart.ts";
import { rounded, shortPath } from "./short-path.ts";
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

/** What vega writes for its own renderer and no reader needs; and more decimals than a pixel has. */
function slim(svg: string): string {
  return svg
    .replace(/<path class="(?:back|fore)ground"[^>]*\/>/g, "")
    .replace(
      / (?:pointer-events="none"|opacity="1"|fill-opacity="1"|font-family="inherit"|aria-hidden="true"|role="graphics-[a-z]*"|aria-roledescription="[^"]*")/g,
      "",
    )
    .replace(/ (d|transform|x2|y2)="([^"]*)"/g, (_, name: string, value: string) => {
      return ` ${name}="${name === "d" ? shortPath(value) : rounded(value)}"`;
    })
    .replace(/ transform="translate\(0,0\)"/g, "");
}

function compiled(spec: Spec, frame: Frame, outlines: readonly Outline[]): vega.Spec {
  const whole = {
    ...spec,
    width: frame.width,
    height: frame.height,
    autosize: { type: "none" },
    padding: { left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom },
    config: CONFIG,
  };
  const { spec: lowered } = compile(whole as unknown as TopLevelSpec);
  const marks = outlines.map(({ d, fill, opacity = 1, stroke, name }) => ({
    type: "path",
    name,
    aria: false,
    encode: {
      enter: {
        path: { value: d },
        fill: { value: fill },
        fillOpacity: { value: opacity },
        ...(stroke === undefined ? {} : { stroke: { value: stroke }, strokeWidth: { value: 0.75 } }),
      },
    },
  })) as unknown as vega.Mark[];
  return { ...lowered, marks: [...marks, ...(lowered.marks ?? [])] };
}

/** One chart as static SVG: vega-lite compiled to vega, rendered to text without a canvas or a clock. */
export function drawSvg(drawing: Drawing, frame: Frame, label: string): string {
  const runtime = vega.parse(compiled(drawing.spec(frame), frame, drawing.outlines?.(frame) ?? []));
  const view = new vega.View(runtime, { renderer: "none" }).run();
  const width = frame.left + frame.width + frame.right;
  const height = frame.top + frame.height + frame.bottom;
  const svg = new SVGStringRenderer()
    .initialize(null, width, height, [frame.left, frame.top])
    .render((view.scenegraph() as unknown as { root: unknown }).root)
    .svg();
  view.finalize();
  const escaped = label.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" class="plot ${frame.name}" role="img" aria-label="${escaped}" viewBox="0 0 ${width} ${height}">`;
  return slim(svg.replace(/^<svg[^>]*>/, opening));
}
