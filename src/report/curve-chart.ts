import { LABEL_FLUSH_PX, roomForLabels, roomForTitle, titleBelow } from "./axis-title.ts";
import { beforeInk, bothLeads, bothTables } from "./before.ts";
import { plotLayer, TICKS, TICKS_MAX } from "./both-sizes.ts";
import type { Drawing, Key, Spec, Table } from "./chart.ts";
import type { Frame, Ink } from "./tokens.ts";
import { labels } from "./value-axis.ts";

/** A line through points that are no moments: x by y, whatever they are. */
export interface Curve {
  readonly name: string;
  readonly ink: Ink;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Each point holds from its x to the next one's. */
  readonly steps?: boolean;
}

export interface CurveAxis {
  readonly title: string;
  readonly scale: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly text: (value: number) => string;
}

export interface CurveChart {
  readonly lead: string;
  readonly curves: readonly Curve[];
  readonly x: CurveAxis;
  readonly y: CurveAxis;
  readonly table: Table;
  readonly notes?: readonly string[];
}

/** Whole decades from the one below `least` to the one above `most`; every so-manieth where they are many. */
export function decades(
  least: number,
  most: number,
  countMax = 9,
): { domain: [number, number]; ticks: number[] } {
  const low = Math.floor(Math.log10(least) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(most) - 1e-9));
  const each = Math.ceil((high - low) / countMax);
  const ticks: number[] = [];
  for (let power = low; power <= high; power += each) ticks.push(Number(`1e${power}`));
  return { domain: [Number(`1e${low}`), Number(`1e${high}`)], ticks };
}

/** A phone has room for half of the ticks. */
export const everySecond = (ticks: readonly number[], { name }: Frame): readonly number[] =>
  name === "wide" ? ticks : ticks.filter((_, i) => i % 2 === 0);

function scaleOf({ scale, domain }: CurveAxis): Spec {
  const linear = scale === "linear";
  return { type: scale, domain, nice: false, ...(linear ? { zero: false } : { clamp: true }) };
}

function specOf({ x, y, curves }: CurveChart): Spec {
  const [across, up] = [
    { field: "x", type: "quantitative" },
    { field: "y", type: "quantitative" },
  ];
  const axes = {
    x: {
      ...across,
      scale: scaleOf(x),
      axis: {
        values: TICKS,
        labelExpr: labels(x.ticks.map((v) => [v, x.text(v)])),
        ...titleBelow(x.title),
        grid: true,
        labelFlush: LABEL_FLUSH_PX,
        labelOverlap: false,
        tickCount: TICKS_MAX,
      },
    },
    y: {
      ...up,
      scale: scaleOf(y),
      axis: {
        values: y.ticks,
        labelExpr: labels(y.ticks.map((v) => [v, y.text(v)])),
        title: null,
        grid: true,
        labelOverlap: false,
        tickCount: y.ticks.length,
      },
    },
  };
  return {
    layer: [
      plotLayer(axes),
      ...curves.map(({ ink, points, steps }, i) => ({
        name: `s${i}`,
        data: { values: points.map(([px, py], order) => ({ x: px, y: py, order })) },
        mark: {
          type: "line",
          clip: true,
          aria: false,
          strokeJoin: "round",
          stroke: ink.colour,
          strokeWidth: ink.width ?? 1.75,
          ...(ink.dash ? { strokeDash: ink.dash } : {}),
          ...(steps === true ? { interpolate: "step-after" } : {}),
        },
        encoding: { x: across, y: up, order: { field: "order", type: "quantitative" } },
      })),
    ],
  };
}

/** Both runs in one chart, on axes that hold both. */
function withBefore(chart: CurveChart, before: CurveChart): CurveChart {
  const wider = (a: CurveAxis, b: CurveAxis): CurveAxis => {
    const domain = [Math.min(a.domain[0], b.domain[0]), Math.max(a.domain[1], b.domain[1])] as const;
    const ticks = [...new Set([...a.ticks, ...b.ticks])].sort((one, other) => one - other);
    return { ...a, domain, ticks };
  };
  const own = chart.curves.map((curve) => ({ ...curve, name: `${curve.name} (B)` }));
  const ghosts = before.curves.map((curve) => ({
    ...curve,
    name: `${curve.name} (A)`,
    ink: beforeInk(curve.ink),
  }));
  return {
    ...chart,
    lead: bothLeads(before.lead, chart.lead),
    curves: [...own, ...ghosts],
    x: wider(chart.x, before.x),
    y: wider(chart.y, before.y),
    table: bothTables(before.table, chart.table),
  };
}

/** Lines over something else than time. */
export function curveChart(chart: CurveChart): Drawing {
  return {
    lead: chart.lead,
    spec: () => specOf(chart),
    ticks: (frame) => everySecond(chart.x.ticks, frame),
    axisTitle: { text: chart.y.title, abovePx: 12 },
    frame: (frame) =>
      roomForLabels(chart.y.ticks.map(chart.y.text), roomForTitle(chart.y.title, { ...frame, top: 26 })),
    keys: chart.curves.map(({ name, ink }): Key => ({ name, ink, mark: "line" })),
    table: chart.table,
    notes: chart.notes ?? [],
    from: { family: "curve", chart },
    beside: (before) => curveChart(before.family === "curve" ? withBefore(chart, before.chart) : chart),
  };
}
