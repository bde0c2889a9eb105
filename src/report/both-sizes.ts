import type { Key, Outline, Spec } from "./chart.ts";
import { shortPath } from "./short-path.ts";
import type { Frame } from "./tokens.ts";

/** Where vega leaves room for what it does not draw: the layer that owns both scales. */
const PLOT = "plot";
/** An invisible layer that owns both scales, so that a chart without a point still has its axes. */
export const plotLayer = (encoding: Spec): Spec => ({
  name: PLOT,
  data: { values: [] },
  mark: { type: "point", aria: false },
  encoding,
});
/** Ticks of the horizontal axis, in a spec: a signal, as a phone has fewer. */
export const TICKS = { expr: "ticks" };
/** vega drops every other tick where it finds more than it would have made itself. */
export const TICKS_MAX = 99;
const PLACE = `<g class="mark-symbol role-mark ${PLOT}_marks"/>`;

/** A layer of one outline: a line, an area or a band. */
const LAYER = /<g class="(mark-(?:line|area) role-mark (s(\d+))_marks)"([^>]*)><path([^>]*)\/><\/g>/g;
const CLIP = / clip-path="[^"]*"/;

const decimals = (n: number): number => Math.round(n * 1e4) / 1e4;

function outlineSvg({ fill, opacity, stroke, widthPx, transform }: Outline, inside: string): string {
  const strokes = stroke === undefined ? "" : ` stroke="${stroke}" stroke-width="${widthPx ?? 0.75}"`;
  const moved = transform === undefined ? "" : ` transform="${transform}"`;
  const opaque = opacity === undefined ? "" : ` fill-opacity="${opacity}"`;
  return `<g fill="${fill}"${opaque}${strokes}${moved}>${inside}</g>`;
}

/** Outlines under names of their own. */
export function outlinesSvg(outlines: readonly Outline[], id: string): string {
  return outlines
    .map((of) =>
      outlineSvg(
        of,
        `<path id="${id}-${of.name}" d="${of.transform === undefined ? shortPath(of.d) : of.d}"/>`,
      ),
    )
    .join("");
}

/** Gives the outline of every series a name, and lays the hatches of areas over them. */
export function withHatches(svg: string, id: string, keys: readonly Key[]): string {
  return svg.replace(LAYER, (_, kind: string, name: string, index: string, rest: string, path: string) => {
    const layer = `<g class="${kind}"${rest}><path class="even" id="${id}-${name}"${path}/></g>`;
    const { ink, mark } = keys[Number(index)] ?? {};
    if (mark !== "area" || ink?.hatch === undefined) return layer;
    const clip = CLIP.exec(rest)?.[0] ?? "";
    return `${layer}<g class="h${index}_marks"${clip} fill="url(#${ink.hatch})"><use href="#${id}-${name}"/></g>`;
  });
}

/** What a phone's drawing shows of a desk's: the same outlines, narrower; hatches keep their looks. */
export function scaledLayers(
  desk: string,
  id: string,
  outlines: readonly Outline[],
  wide: Frame,
  phone: Frame,
): string {
  const [x, y] = [decimals(phone.width / wide.width), decimals(phone.height / wide.height)];
  const hatches = new Set<string>();
  const layers = [
    ...desk.matchAll(
      /<g class="(?:mark-(?:line|area) role-mark )?[sh]\d+_marks"[^>]*>(?:<path[^>]*\/>|<use[^>]*\/>)<\/g>/g,
    ),
  ].map(([layer]) =>
    layer
      .replace(CLIP, "")
      .replace(/mark-(?:line|area) role-mark /, "")
      .replace(/<path class="even" id="([^"]*)"[^>]*\/>/, '<use href="#$1"/>')
      .replace(/url\(#(hatch-[a-z]+)\)/, (_, hatch: string) => {
        hatches.add(hatch);
        return `url(#${id}-${hatch})`;
      }),
  );
  const below = outlines.map((of) => outlineSvg(of, `<use href="#${id}-${of.name}"/>`));
  if (below.length + layers.length === 0) return "";
  const patterns = [...hatches].map(
    (hatch) =>
      `<pattern id="${id}-${hatch}" href="#${hatch}" patternTransform="scale(${decimals(1 / x)} ${decimals(1 / y)})"/>`,
  );
  const defs = patterns.length === 0 ? "" : `<defs>${patterns.join("")}</defs>`;
  return `${defs}<g transform="scale(${x} ${y})">${below.join("")}${layers.join("")}</g>`;
}

/** A phone's drawing without the series that it shows otherwise. */
export const withoutLayers = (svg: string): string => svg.replace(LAYER, "");

/** Puts a drawing below the first layer of series. */
export function inPlace(svg: string, inside: string): string {
  if (inside !== "" && !svg.includes(PLACE)) throw new Error("a drawing with outlines needs a plot layer");
  return svg.replace(PLACE, () => inside);
}
