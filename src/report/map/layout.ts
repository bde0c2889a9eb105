import { resolvedList } from "../resolved.ts";
import type { View } from "../view.ts";
import type { Node } from "./load.ts";

export interface Box {
  readonly node: Node;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A link between tiers, drawn as wide as its upper end is loaded. */
export interface Link {
  readonly of: Node;
  readonly d: string;
  /** A line that routes fall back on: dashed. */
  readonly backup?: boolean;
}

export interface Heading {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
  readonly headings: readonly Heading[];
}

const CARRIER_Y = 26;
const CARRIER_H = 38;
const CLUSTER_Y = 92;
const CLUSTER_H = 38;
const IDC_Y = 172;
const IDC_TITLE = 34;
const SET_W_MIN = 44;
const SET_H = 48;
const GAP = 6;
/** More sets than this are drawn as cells without what is inside them: names would not fit, nor would the file. */
const SETS_MAX = 96;
const CELL = 13;

const round = (n: number): number => Math.round(n * 10) / 10;

/** Equal boxes side by side in [x, x + width]. */
function spread(nodes: readonly Node[], x: number, y: number, width: number, height: number): Box[] {
  const each = (width - GAP * (nodes.length - 1)) / Math.max(1, nodes.length);
  return nodes.map((node, i) => ({ node, x: round(x + i * (each + GAP)), y, width: round(each), height }));
}

/** A cluster names its carrier, or starts with its id ("sz/telecom/2"), or ends like it ("sz-1/telecom"). */
function carrierOf(cluster: Node, carriers: readonly Node[]): Node | undefined {
  const last = (id: string): string => id.split("/").at(-1) ?? id;
  return (
    carriers.find(({ id }) => cluster.in === id) ??
    carriers.find(({ id }) => cluster.id.startsWith(`${id}/`)) ??
    carriers.find(({ id }) => last(id) === last(cluster.id))
  );
}

/** Whether there are too many sets to draw each with its name and what is inside it. */
export const isCompact = (nodes: readonly Node[]): boolean =>
  nodes.filter(({ kind }) => kind === "set").length > SETS_MAX;

interface Column {
  readonly boxes: Box[];
  readonly links: Link[];
  readonly height: number;
}

function tie(upper: Box, lower: Box): Link {
  const x1 = round(upper.x + upper.width / 2);
  const x2 = round(lower.x + lower.width / 2);
  const y1 = upper.y + upper.height;
  const middle = round((y1 + lower.y) / 2);
  return { of: upper.node, d: `M${x1},${y1}C${x1},${middle} ${x2},${middle} ${x2},${lower.y}` };
}

function idcBoxes(
  nodes: readonly Node[],
  idcs: readonly Node[],
  x: number,
  y: number,
  width: number,
): Column {
  const boxes: Box[] = [];
  let height = 0;
  const compact = isCompact(nodes);
  const [least, tall] = compact ? [CELL, CELL] : [SET_W_MIN, SET_H];
  const gap = compact ? 2 : 4;
  for (const idc of spread(idcs, x, y, width, 0)) {
    const sets = nodes.filter((node) => node.kind === "set" && node.in === idc.node.id);
    const inner = idc.width - 2 * GAP;
    const columns = Math.max(1, Math.min(sets.length, Math.floor((inner + gap) / (least + gap))));
    const each = (inner - gap * (columns - 1)) / columns;
    const own = IDC_TITLE + Math.ceil(sets.length / columns) * (tall + gap) + gap;
    height = Math.max(height, own);
    boxes.push({ ...idc, height: own });
    sets.forEach((set, i) => {
      const left = idc.x + GAP + (i % columns) * (each + gap);
      const top = y + IDC_TITLE + Math.floor(i / columns) * (tall + gap);
      boxes.push({ node: set, x: round(left), y: top, width: round(each), height: tall });
      if (!compact) boxes.push(...insideSet(nodes, set, left, top, each));
    });
  }
  return { boxes, links: [], height };
}

/** Replicas as squares and the queue as a bar along the foot of their set. */
function insideSet(nodes: readonly Node[], set: Node, x: number, y: number, width: number): Box[] {
  const replicas = nodes.filter((node) => node.kind === "replica" && node.in === set.id);
  const queues = nodes.filter((node) => node.kind === "queue" && node.in === set.id);
  const foot = y + SET_H - 10;
  // As many as there are must leave room for the queue beside them.
  const step = Math.min(8, (width - 14) / Math.max(1, replicas.length));
  const side = round(step * 0.75);
  const small = replicas.map((node, i) => ({
    node,
    x: round(x + 3 + i * step),
    y: foot,
    width: side,
    height: 6,
  }));
  const from = x + 5 + replicas.length * step;
  return [...small, ...spread(queues, round(from), foot, Math.max(6, x + width - 3 - from), 6)];
}

function regionColumn(view: View, region: string, x: number, y: number, width: number): Column {
  const { nodes } = view.result.topology;
  const own = (kind: Node["kind"]): Node[] =>
    nodes.filter((node) => node.kind === kind && node.in === region);
  const carriers = spread(own("carrier"), x, y + CARRIER_Y, width, CARRIER_H);
  const carrierNodes = carriers.map(({ node }) => node);
  const clusters = nodes.filter(
    (node) =>
      node.kind === "cluster" && (node.in === region || carrierNodes.some(({ id }) => node.in === id)),
  );
  const boxes: Box[] = [...carriers];
  const links: Link[] = [];
  for (const carrier of carriers) {
    const under = clusters.filter((cluster) => carrierOf(cluster, carrierNodes) === carrier.node);
    const placed = spread(under, carrier.x, y + CLUSTER_Y, carrier.width, CLUSTER_H);
    boxes.push(...placed);
    links.push(...placed.map((box) => tie(carrier, box)));
  }
  const loose = clusters.filter((cluster) => carrierOf(cluster, carrierNodes) === undefined);
  boxes.push(...spread(loose, x, y + CLUSTER_Y, width, CLUSTER_H));
  const idcs = idcBoxes(nodes, own("idc"), x, y + IDC_Y, width);
  const ground = idcs.boxes.filter(({ node }) => node.kind === "idc");
  for (const box of boxes.filter(({ node }) => node.kind === "cluster")) {
    const middle = box.x + box.width / 2;
    const inside = ground.find((idc) => box.node.id.startsWith(`${idc.node.id}/`));
    const below = ground.find((idc) => middle >= idc.x - GAP && middle <= idc.x + idc.width + GAP);
    if (inside) links.push(tie(box, inside));
    else if (below) links.push({ of: box.node, d: `M${round(middle)},${box.y + box.height}V${below.y}` });
  }
  return { boxes: [...boxes, ...idcs.boxes], links, height: IDC_Y + idcs.height };
}

/** Regions in the order in which the topology names them. */
function regionsOf(nodes: readonly Node[]): string[] {
  const tops = nodes.filter(({ kind }) => kind === "carrier" || kind === "idc" || kind === "cluster");
  const carriers = new Set(nodes.filter(({ kind }) => kind === "carrier").map(({ id }) => id));
  return [...new Set(tops.map((node) => node.in).filter((name) => !carriers.has(name)))];
}

/** A region's own name stands in the scenario, not in the topology. */
function regionName(view: View, id: string): string {
  const name = resolvedList(view.result, "regions").find((region) => region.id === id)?.name;
  if (typeof name === "string") return `${name} (${id})`;
  return id === "" ? "everything" : `region ${id}`;
}

/**
 * Tiers from the handsets down: carriers, access clusters, IDCs with their sets. On a desk two regions stand side by
 * side with the lines between them; on a phone, and from three regions on, lines stand between or below the regions.
 * Positions follow from the topology alone, so two reports of one architecture can be laid over each other.
 */
export function layout(view: View, width: number): Layout {
  const { nodes } = view.result.topology;
  const regions = regionsOf(nodes);
  const lines = nodes.filter(({ kind }) => kind === "line");
  const aside = width > 700 && regions.length === 2;
  const stacked = width <= 700;
  const gap = aside ? 200 : 24;
  const columnWidth = stacked ? width : (width - gap * (regions.length - 1)) / Math.max(1, regions.length);
  const boxes: Box[] = [];
  const links: Link[] = [];
  const headings: Heading[] = [];
  let y = 0;
  let tallest = 0;
  regions.forEach((region, i) => {
    const x = stacked ? 0 : i * (columnWidth + gap);
    const column = regionColumn(view, region, x, y, columnWidth);
    headings.push({ text: regionName(view, region), x, y: y + 15 });
    boxes.push(...column.boxes);
    links.push(...column.links);
    tallest = Math.max(tallest, column.height);
    if (!stacked) return;
    y += column.height + 16;
    if (i === 0) y = place(lines, boxes, headings, 0, y, width);
  });
  if (aside) {
    place(lines, boxes, headings, columnWidth + 16, 92, gap - 32);
    links.push(...lineLinks(view, boxes, columnWidth, gap));
    return { width, height: tallest, boxes, links, headings };
  }
  if (stacked) return { width, height: Math.max(y, tallest), boxes, links, headings };
  const height = place(lines, boxes, headings, 0, tallest + 16, width);
  return { width, height, boxes, links, headings };
}

/** From each line's box to the regions on both sides of it. */
function lineLinks(view: View, boxes: readonly Box[], columnWidth: number, gap: number): Link[] {
  const routes = resolvedList(view.result, "routes").map(({ lines }) => (Array.isArray(lines) ? lines : []));
  const first = new Set(routes.map((lines) => lines[0]));
  const later = new Set(routes.flatMap((lines) => lines.slice(1)));
  return boxes
    .filter(({ node }) => node.kind === "line")
    .flatMap(({ node, x, y, width, height }) => {
      const middle = y + height / 2;
      const backup = later.has(node.id) && !first.has(node.id);
      return [
        { of: node, d: `M${round(columnWidth)},${middle}H${round(x)}`, backup },
        { of: node, d: `M${round(x + width)},${middle}H${round(columnWidth + gap)}`, backup },
      ];
    });
}

/** Lines one under the other; returns where they end. */
function place(
  lines: readonly Node[],
  boxes: Box[],
  headings: Heading[],
  x: number,
  y: number,
  width: number,
): number {
  if (lines.length === 0) return y;
  headings.push({ text: "lines", x, y: y + 10 });
  lines.forEach((node, i) => {
    boxes.push({ node, x, y: y + 18 + i * 48, width, height: 40 });
  });
  return y + 18 + lines.length * 48 + 14;
}
