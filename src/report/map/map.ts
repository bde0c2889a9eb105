import { escaped } from "../../result/escaped.ts";
import { peakRows } from "../heat-chart.ts";
import { html, type Markup, raw } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten } from "../tame.ts";
import { LEVELS, level } from "../tokens.ts";
import { peakOf, type View } from "../view.ts";
import { share } from "../words.ts";
import { type Box, type Layout, layout } from "./layout.ts";
import { type Load, loads, type Node, strikes } from "./load.ts";
import { mapKey } from "./map-key.ts";

const WIDE = 1060;
const PHONE = 330;
/** Faults and masks that a part's title tells. */
const TOLD_MAX = 6;

interface Drawn {
  readonly load: Load | undefined;
  readonly peak: number | undefined;
  /** Of the run that it is compared with. */
  readonly before: number | undefined;
  readonly title: string;
  readonly faulty: boolean;
  readonly masked: boolean;
}

function describe(view: View, node: Node, load: Load | undefined, then: Load | undefined): Drawn {
  const peak = load === undefined ? undefined : peakOf(load.of);
  const before = then === undefined ? undefined : peakOf(then.of)?.value;
  const faults = view.faults.filter(({ part }) => strikes(part, node));
  const masks = view.masks.filter(({ part }) => part === node.id);
  const said = [
    `${node.kind} ${shorten(node.name, 60)}`,
    ...(load !== undefined && peak !== undefined
      ? [`at most ${load.text(peak.value)} at ${view.clock.second(peak.atMs)}`]
      : ["no data"]),
    ...(then !== undefined && before !== undefined ? [`in A at most ${then.text(before)}`] : []),
    ...faults
      .slice(0, TOLD_MAX)
      .map(
        (f) => `fault ${view.clock.second(f.fromMs)} to ${view.clock.second(f.toMs)}: ${shorten(f.text, 60)}`,
      ),
    ...masks
      .slice(0, TOLD_MAX)
      .map((m) => `masked ${view.clock.second(m.fromMs)} to ${view.clock.second(m.toMs)}`),
    ...(masks.length > TOLD_MAX ? [`and ${masks.length - TOLD_MAX} times more`] : []),
  ];
  return {
    load,
    peak: peak?.value,
    before,
    title: said.join("; "),
    faulty: faults.length > 0,
    masked: masks.length > 0,
  };
}

/** The part of an id that tells it from its neighbours: "set-07" as "07", "sz/telecom/2" as "2". */
function shortName(node: Node): string {
  if (node.kind === "carrier") return node.id.split("/").at(-1) ?? node.name;
  if (node.kind === "cluster") {
    const [first = node.name, ...rest] = node.id.split("/");
    const last = rest.at(-1) ?? first;
    // "sz/telecom/2" is the second of its carrier, "sz-1/telecom" the one in campus sz-1.
    return rest.length === 0 || /^\d+$/.test(last) ? last : first;
  }
  if (node.kind === "set") return node.id.replace(/^set-/, "");
  return node.name;
}

/** A set of a large architecture: a shade and a title. */
const isCell = ({ node, height }: Box): boolean => node.kind === "set" && height < 20;

function gauge(box: Box, drawn: Drawn, at: { x: number; y: number; width: number; height: number }): string {
  const filled = drawn.load === undefined || drawn.peak === undefined ? 0 : part(drawn.load, drawn.peak);
  const shade = drawn.load === undefined || drawn.peak === undefined ? 0 : drawn.load.shade(drawn.peak);
  const small = box.node.kind === "replica" || isCell(box);
  const width = small ? at.width : Math.round(at.width * filled * 10) / 10;
  const place = `x="${at.x}" y="${at.y}"`;
  const trough = small ? "" : `<rect class="trough" ${place} width="${at.width}" height="${at.height}"/>`;
  return `${trough}<rect class="fill" ${place} width="${width}" height="${at.height}" fill="var(--l${shade})"/>${notch(drawn, at, small)}`;
}

/** Where the same gauge stood in the run before. */
function notch(
  { load, before }: Drawn,
  at: { x: number; y: number; width: number; height: number },
  small: boolean,
): string {
  if (load === undefined || load.measure !== "utilisation" || before === undefined || small) return "";
  const x = Math.round((at.x + at.width * part(load, before)) * 10) / 10;
  return `<path class="notch" d="M${x},${at.y - 2}v${at.height + 4}"/>`;
}

/** Share of a gauge to fill: utilisation as it is, other measures by their shade. */
function part(load: Load, value: number): number {
  return load.measure === "utilisation" ? Math.max(0, Math.min(1, value)) : (load.shade(value) + 1) / LEVELS;
}

/** A dotted badge beside the name for a mask, a triangle on the upper edge for a fault: both leave the figures readable. */
function signs(box: Box, drawn: Drawn): string {
  const { x, y, width } = box;
  const left = box.node.kind === "set" ? x + 22 : x + width / 2 - 10;
  const badge = Math.max(8, Math.min(26, x + width - 3 - left));
  const mask = `<rect class="masked" x="${tenth(left)}" y="${y + 4}" width="${tenth(badge)}" height="10" fill="url(#hatch-mask)"/>`;
  const cx = tenth(x + width / 2);
  const fault = `<g class="faulty"><path d="M${tenth(cx - 8)},${y + 4}l8,-14l8,14Z" fill="var(--fault)" stroke="var(--card)"/><path d="M${cx},${y - 6}v5M${cx},${y + 0.5}v1.8" stroke="var(--card)" stroke-width="1.8"/></g>`;
  return `${drawn.masked ? mask : ""}${drawn.faulty ? fault : ""}`;
}

const tenth = (n: number): number => Math.round(n * 10) / 10;

/** A part at its fullest; `told` adds words for a pointer to find: a phone has none, and the table says them too. */
function boxSvg(box: Box, drawn: Drawn, index: number, told: boolean): string {
  const { node, x, y, width, height } = box;
  const name = escaped(shorten(shortName(node), Math.max(2, Math.floor(width / 7.5))));
  const value =
    drawn.load !== undefined && drawn.peak !== undefined && drawn.load.measure === "utilisation"
      ? percent(drawn.peak)
      : "";
  const head = `<g class="node ${node.kind}" data-node="${index}">${told ? `<title>${escaped(drawn.title)}</title>` : ""}`;
  if (node.kind === "replica" || node.kind === "queue") {
    return `${head}${gauge(box, drawn, { x, y, width, height })}</g>`;
  }
  if (isCell(box)) {
    const mask = `<rect class="masked" x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#hatch-mask)"/>`;
    return `${head.replace('class="node set"', 'class="node set cell"')}${gauge(box, drawn, { x, y, width, height })}${drawn.masked ? mask : ""}</g>`;
  }
  const outline = `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`;
  const inside = { x: Math.round((x + 3) * 10) / 10, width: Math.round((width - 6) * 10) / 10 };
  if (node.kind === "set") {
    const text = `<text x="${x + 4}" y="${y + 13}">${name}</text><text class="value" x="${x + 4}" y="${y + 26}">${value}</text>`;
    return `${head}${outline}${text}${gauge(box, drawn, { ...inside, y: y + 30, height: 5 })}${signs(box, drawn)}</g>`;
  }
  // "94 %" takes 28 px, a cluster of a phone 32.
  const left = tenth(x + (width < 36 ? 2 : 4));
  const oneLine = width >= 90 || node.kind === "idc";
  const text = oneLine
    ? `<text x="${x + 5}" y="${y + 15}">${name}</text><text class="value" x="${x + width - 5}" y="${y + 15}" text-anchor="end">${value}</text>`
    : `<text x="${left}" y="${y + 13}">${name}</text><text class="value" x="${left}" y="${y + 25}">${value}</text>`;
  const gaugeY = node.kind === "idc" ? y + 21 : y + height - 8;
  return `${head}${outline}${text}${gauge(box, drawn, { ...inside, y: gaugeY, height: 5 })}${signs(box, drawn)}</g>`;
}

/** Short on purpose: it has to fit a cell of 44 px. */
function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}

function svgOf(view: View, plan: Layout, name: "wide" | "phone", drawn: ReadonlyMap<Node, Drawn>): string {
  const places = new Map(view.result.topology.nodes.map((node, i) => [node, i]));
  const links = plan.links
    .map(({ of, d, backup }) => {
      const load = drawn.get(of)?.peak ?? 0;
      const dash = backup === true ? ' stroke-dasharray="5 4"' : "";
      return `<path class="link" data-link="${places.get(of)}" d="${d}" stroke="${linkColour(load)}" stroke-width="${linkWidth(load)}"${dash}/>`;
    })
    .join("");
  // An IDC's box lies under its sets, a set's under its replicas: the layout lists them in that order.
  const boxes = plan.boxes
    .map((box) => {
      const of = drawn.get(box.node);
      return of === undefined ? "" : boxSvg(box, of, places.get(box.node) ?? 0, name === "wide");
    })
    .join("\n");
  const headings = plan.headings
    .map(({ text, x, y }) => `<text class="heading" x="${x}" y="${y}">${escaped(shorten(text, 44))}</text>`)
    .join("");
  return `<svg class="plot map ${name}" viewBox="0 0 ${plan.width} ${Math.ceil(plan.height) + 4}" role="img" aria-label="Topology map: carriers, access clusters, lines, data centres and sets; the table below has the figures">${headings}${links}${boxes}</svg>`;
}

/** Below half of full load a link is as quiet as its frame. */
const linkColour = (load: number): string => (load < 0.5 ? "var(--rule)" : `var(--l${level(load)})`);

function linkWidth(load: number): number {
  return Math.round((1 + 5 * Math.max(0, Math.min(1, load))) * 10) / 10;
}

/** Every part of the architecture, always in the same place: static at its fullest, in the live view at any moment. */
export function map(view: View): Markup {
  const { nodes } = view.result.topology;
  if (nodes.length === 0) return html`<p>This result names no parts.</p>`;
  const loadOf = loads(view);
  const loadBefore = view.before === undefined ? undefined : loads(view.before);
  const drawn = new Map(
    nodes.map((node) => [node, describe(view, node, loadOf(node), loadBefore?.(node))] as const),
  );
  const rows = nodes
    .filter(({ kind }) => kind !== "replica" && kind !== "queue")
    .flatMap((node) => {
      const load = drawn.get(node)?.load;
      const masks = view.masks.filter((mask) => mask.part === node.id);
      return load === undefined
        ? []
        : peakRows(view, [{ name: node.id, of: load.of, masks }]).map(([name = "", ...rest]) => [
            name,
            node.kind,
            ...rest,
          ]);
    });
  const shades = Array.from({ length: LEVELS }, (_, i) => {
    const text = i === LEVELS - 1 ? `from ${share(i / LEVELS)}` : `${share(i / LEVELS)}`;
    return html`<li><svg class="swatch" width="14" height="12" viewBox="0 0 14 12" aria-hidden="true"><rect width="14" height="12" fill="var(--l${i})"/></svg> ${text}</li>`;
  });
  return html`<p class="lead" id="map-when">Each part at its own fullest 10 s of the run.</p>
<ul class="legend shades"><li>utilisation from</li>${shades}</ul>
${mapKey(view)}
<div class="plots">${raw(svgOf(view, layout(view, WIDE), "wide", drawn))}${raw(svgOf(view, layout(view, PHONE), "phone", drawn))}</div>
<details><summary>Table: topology map</summary>${tableMarkup({ caption: "Peak of each part and its masks", columns: ["part", "kind", "peak utilisation", "at", "masked"], rows })}</details>`;
}
