import { rounded, shortPath } from "./short-path.ts";

/** A group of marks and the marks in it. */
const GROUP =
  /<g class="(mark-[^"]*)"([^>]*)>((?:<(?:line|path|rect|text)\b[^>]*(?:\/>|>[^<]*<\/text>))+)<\/g>/g;
const MARK = /<(?:line|path|rect|text)\b([^>]*?)\/?>/g;

/** What all axes have alike stands in the page's style. */
const AXIS = /role-axis-(?:grid|tick|domain|label|title)$/;
const STYLED =
  / (?:fill="var\(--muted\)"|font-size="11px"|stroke="var\(--(?:grid|rule)\)"|stroke-width="1")/g;

/** What a mark takes from its group, where it says nothing itself. */
const INHERITED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "text-anchor",
  "font-size",
];

/** What all marks of a group have in common stands once, at the group. */
function hoisted(svg: string): string {
  return svg.replace(GROUP, (_, name: string, rest: string, inside: string) => {
    const marks = [...inside.matchAll(MARK)].map(([, attributes = ""]) => attributes);
    const shared = INHERITED.flatMap((attribute) => {
      const found = new RegExp(` ${attribute}="[^"]*"`).exec(marks[0] ?? "")?.[0];
      return found !== undefined && marks.every((mark) => mark.includes(found)) ? [found] : [];
    });
    const left = shared.reduce((text, attribute) => text.replaceAll(attribute, ""), inside);
    const own = AXIS.test(name) ? shared.map((text) => text.replace(STYLED, "")) : shared;
    return `<g class="${name}"${rest}${own.join("")}>${left}</g>`;
  });
}

/** Every layer is clipped to the same plot: one clip path is enough. */
function onceClipped(svg: string): string {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  const left = svg.replace(
    /<clipPath id="([^"]*)">(.*?)<\/clipPath>/g,
    (whole, id: string, shape: string) => {
      const known = ids.get(shape);
      names.set(id, known ?? id);
      if (known !== undefined) return "";
      ids.set(shape, id);
      return whole;
    },
  );
  return left.replace(/url\(#(clip\d+)\)/g, (_, id: string) => `url(#${names.get(id) ?? id})`);
}

/** An SVG of vega's without what vega writes for its own renderer and no reader needs; and no more decimals than a pixel has. */
export function slimSvg(svg: string): string {
  const plain = svg
    .replace(/<path class="(?:back|fore)ground"[^>]*\/>/g, "")
    // The drawing as a whole is named; its clock axis is found by the live view.
    .replace(/ aria-label="X-axis[^"]*"/g, ' data-axis="x"')
    .replace(/ aria-label="Y-axis[^"]*"/g, "")
    .replace(
      / (?:pointer-events="none"|opacity="1"|fill-opacity="1"|font-family="inherit"|font-weight="normal"|aria-hidden="true"|role="graphics-[a-z]*"|aria-roledescription="[^"]*")/g,
      "",
    )
    .replace(/ (d|transform|x2|y2)="([^"]*)"/g, (_, name: string, value: string) => {
      return ` ${name}="${name === "d" ? shortPath(value) : rounded(value)}"`;
    })
    .replace(/ transform="translate\(0,0\)"/g, "")
    .replace(/ [xy]2="0"/g, "");
  return onceClipped(hoisted(plain))
    .replace(/ class="mark-group role-axis"/g, "")
    .replace(/class="mark-(?:rule|text) role-axis-/g, 'class="role-axis-');
}
