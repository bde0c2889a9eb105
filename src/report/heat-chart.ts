import { roomForTitle, titleBelow } from "./axis-title.ts";
import { bothLeads } from "./before.ts";
import { plotLayer, TICKS, TICKS_MAX } from "./both-sizes.ts";
import type { Drawing, Outline, Spec, Table } from "./chart.ts";
import { within } from "./placed.ts";
import { coarse } from "./sampling.ts";
import { shortenMiddle } from "./tame.ts";
import { type Frame, LEVELS, level, PHONE } from "./tokens.ts";
import { labels } from "./value-axis.ts";
import { type Interval, peakOf, type View, type Windowed } from "./view.ts";
import { share } from "./words.ts";

export interface HeatRow {
  readonly name: string;
  /** What the axis says beside it, where that is not its name; "" for nothing. */
  readonly label?: string;
  readonly of: Windowed;
  /** Hatched over the row: when the part was masked. */
  readonly masks: readonly Interval[];
}

export interface HeatChart {
  readonly lead: string;
  /** What a row is and what its shade means, unit included: "set; shade: utilisation (%)". */
  readonly axis: string;
  readonly rows: readonly HeatRow[];
  readonly table: Table;
  /** Shade of full load stands for this value; shares that stay small would all look alike. */
  readonly full?: number;
  readonly notes?: readonly string[];
}

/** Parts of a comparison: each takes two rows. */
const PAIRS_MAX = 24;

/** Rows of a map, and masks of a row, at most. */
const ROWS_MAX = 64;
const MASKS_MAX = 40;

/** Columns of a map: each the highest of the windows it covers. */
const COLUMNS_MAX = 300;

/**
 * One path a shade: equal neighbours in a row are one stroke, as thick as the row. Counted in columns and rows, 48 sets
 * over an evening take 20 kB so; as marks they took 2 MB.
 */
function cells(chart: HeatChart, view: View, frame: Frame): Outline[] {
  const rows = chart.rows.map(({ of }) => coarse(within(of, view.fromMs, view.toMs), COLUMNS_MAX));
  const unitMs = Math.min(...rows.map(({ windowMs }) => windowMs));
  const column = (ms: number): number =>
    Math.round(((Math.min(view.toMs, ms) - view.fromMs) / unitMs) * 100) / 100;
  const paths: string[] = Array.from({ length: LEVELS }, () => "");
  const pens: [x: number, y: number][] = Array.from({ length: LEVELS }, () => [0, 0]);
  rows.forEach(({ values, fromMs, windowMs }, r) => {
    const shades = values.map((v) => (v === null ? -1 : level(v / (chart.full ?? 1))));
    let start = 0;
    for (let w = 1; w <= shades.length; w++) {
      const shade = shades[start] ?? -1;
      if (w < shades.length && shades[w] === shade) continue;
      if (shade >= 0) {
        const [left, right] = [column(fromMs + start * windowMs), column(fromMs + w * windowMs)];
        const [x, y] = pens[shade] ?? [0, 0];
        paths[shade] += `m${short(left - x)} ${r - y}h${short(right - left)}`;
        pens[shade] = [right, r];
      }
      start = w;
    }
  });
  const rowPx = frame.height / rows.length;
  const columnPx = (frame.width * unitMs) / (view.toMs - view.fromMs);
  const transform = `translate(0 ${short(rowPx / 2)})scale(${columnPx.toFixed(4)} ${rowPx.toFixed(3)})`;
  // A pixel of light between rows, where they are high enough.
  const widthPx = rowPx > 6 ? short((rowPx - 1) / rowPx) : 1;
  return paths.flatMap((d, shade) =>
    d === ""
      ? []
      : [{ d, fill: "none", stroke: `var(--l${shade})`, widthPx, transform, name: `shade${shade}` }],
  );
}

const short = (n: number): number => Math.round(n * 100) / 100;

function frameOf(chart: HeatChart, frame: Frame): Frame {
  const rowHeight = chart.rows.length > 24 ? 9 : chart.rows.length > 10 ? 13 : 18;
  const left = frame.name === "wide" ? 92 : 84;
  return roomForTitle(chart.axis, {
    ...frame,
    left,
    top: 20,
    width: frame.width + frame.left - left,
    height: Math.max(40, Math.min(chart.rows.length, 200) * rowHeight),
  });
}

function specOf(view: View, chart: HeatChart, frame: Frame): Spec {
  const ticks = [frame, PHONE].flatMap((one) => view.clock.ticksOf(view, one));
  const said = chart.rows.flatMap(({ name, label = name }, r) => (label === "" ? [] : [{ label, r }]));
  const each = Math.ceil((11 * said.length) / frame.height);
  const labelled = said
    .filter((_, i) => i % each === 0)
    .map(({ label, r }) => [r + 0.5, shortenMiddle(label, 12)] as const);
  const x = { field: "atMs", type: "quantitative" };
  const scales = {
    x: {
      ...x,
      scale: { domain: [view.fromMs, view.toMs], nice: false, zero: false },
      axis: {
        values: TICKS,
        labelExpr: labels(ticks.map((ms) => [ms, view.clock.time(ms)])),
        ...titleBelow("time of day (scenario clock)"),
        grid: false,
        labelOverlap: false,
        tickCount: TICKS_MAX,
      },
    },
    y: {
      field: "row",
      type: "quantitative",
      scale: { domain: [0, chart.rows.length], nice: false, reverse: true },
      axis: {
        values: labelled.map(([row]) => row),
        labelExpr: labels(labelled),
        title: null,
        grid: false,
        ticks: false,
        labelOverlap: false,
        tickCount: labelled.length,
      },
    },
  };
  return { layer: [plotLayer(scales)] };
}

/** All masks as one outline: as marks of their own, a night of flapping would fill the file. */
function masksOf(chart: HeatChart, view: View, frame: Frame): Outline[] {
  const rowHeight = frame.height / chart.rows.length;
  const x = (ms: number): number => {
    const at = (Math.min(view.toMs, Math.max(view.fromMs, ms)) - view.fromMs) / (view.toMs - view.fromMs);
    return Math.round(at * frame.width * 10) / 10;
  };
  const d = chart.rows.flatMap((row, r) =>
    row.masks.slice(0, MASKS_MAX).map(({ fromMs, toMs }) => {
      const [left, top] = [x(fromMs), Math.round(r * rowHeight * 10) / 10];
      return `M${left},${top}H${x(toMs)}v${Math.round(rowHeight * 10) / 10}H${left}Z`;
    }),
  );
  if (d.length === 0) return [];
  return [{ d: d.join(""), fill: "url(#hatch-mask)", stroke: "var(--ink)", name: "masks" }];
}

/** The parts worth a row: those that were masked, then the fullest, in the order in which they came. */
function worthRows(rows: readonly HeatRow[]): readonly HeatRow[] {
  if (rows.length <= ROWS_MAX) return rows;
  const rank = (row: HeatRow): number => (row.masks.length > 0 ? 2 : 0) + (peakOf(row.of)?.value ?? 0);
  const kept = new Set(
    [...rows].sort((a, b) => rank(b) - rank(a) || (a.name < b.name ? -1 : 1)).slice(0, ROWS_MAX),
  );
  return rows.filter((row) => kept.has(row));
}

/** Load of many parts over time: a row a part, a shade an eighth of full load, masks hatched. */
export function heatChart(view: View, whole: HeatChart): Drawing {
  const chart = { ...whole, rows: worthRows(whole.rows) };
  const left = whole.rows.length - chart.rows.length;
  return {
    lead: chart.lead,
    spec: (frame) => specOf(view, chart, frame),
    ticks: (frame) => view.clock.ticksOf(view, frame),
    axisTitle: { text: chart.axis, abovePx: 6 },
    frame: (frame) => frameOf(chart, frame),
    outlines: (frame) => cells(chart, view, frame),
    hatches: (frame) => masksOf(chart, view, frame),
    keys: [],
    shades: Array.from({ length: LEVELS }, (_, i) => ({
      colour: `var(--l${i})`,
      text: shadeText(i, chart.full ?? 1),
    })),
    table: chart.table,
    // Cells are not drawn again by the live view, but its cursor passes through them.
    time: {
      kind: "linear",
      domain: [0, 1],
      unit: "share",
      stacked: false,
      highest: null,
      fromMs: view.fromMs,
      toMs: view.toMs,
      series: [],
      marks: {},
    },
    notes: [
      ...(left > 0
        ? [`${ROWS_MAX} of ${whole.rows.length} are drawn: the masked ones, then the fullest.`]
        : []),
      ...(chart.notes ?? []),
    ],
    from: { family: "heat", chart: whole },
    beside: (before) =>
      before.family === "heat"
        ? heatChart(view, withBefore(view, chart, before.chart))
        : heatChart(view, chart),
  };
}

/** Both runs in one map: two rows a part, the parts that changed most first. */
function withBefore(view: View, chart: HeatChart, before: HeatChart): HeatChart {
  const peak = (row: HeatRow | undefined): number => (row === undefined ? 0 : (peakOf(row.of)?.value ?? 0));
  const pairs = chart.rows.map((after) => {
    const then = before.rows.find(({ name }) => name === after.name);
    return { name: after.name, then, after, by: Math.abs(peak(after) - peak(then)) };
  });
  pairs.sort((a, b) => b.by - a.by || (a.name < b.name ? -1 : 1));
  const named = (row: HeatRow, run: string, label: string): HeatRow => ({
    ...row,
    name: `${row.name} ${run}`,
    label,
  });
  const rows = pairs
    .slice(0, PAIRS_MAX)
    .flatMap(({ name, then, after }) =>
      then === undefined ? [named(after, "B", name)] : [named(then, "A", name), named(after, "B", "")],
    );
  return {
    ...chart,
    lead: bothLeads(before.lead, chart.lead),
    rows,
    table: { ...chart.table, rows: peakRows(view, rows) },
    notes: [
      ...(chart.notes ?? []),
      `Two rows a part, above A and below it B; the parts first whose fullest window changed most${pairs.length > PAIRS_MAX ? `: ${PAIRS_MAX} of ${pairs.length}` : ""}.`,
    ],
  };
}

function shadeText(index: number, full: number): string {
  const from = share((index / LEVELS) * full);
  return index === LEVELS - 1 ? `${from} and more` : `from ${from}`;
}

/** Rows of the table behind a heat map: each part's peak, when, and how long it was masked. */
export function peakRows(view: View, rows: readonly HeatRow[]): string[][] {
  return rows.map(({ name, of, masks }) => {
    const peak = peakOf(of);
    const masked = masks
      .map(({ fromMs, toMs }) => `${view.clock.second(fromMs)}–${view.clock.second(toMs)}`)
      .join(", ");
    return [
      name,
      share(peak?.value ?? null),
      peak === undefined ? "" : view.clock.second(peak.atMs),
      masked || "never",
    ];
  });
}
