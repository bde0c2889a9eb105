import { nice, ticks } from "d3-array";
import { LABEL_FLUSH_PX, roomForTitle, titleBelow } from "./axis-title.ts";
import { plotLayer, TICKS, TICKS_MAX } from "./both-sizes.ts";
import type { Drawing, Key, Spec, Table } from "./chart.ts";
import { type Frame, INK, seriesInk } from "./tokens.ts";
import { labels } from "./value-axis.ts";

/** A figure at a place of the axis, with its interval where there is one. */
export interface Point {
  x: number;
  y: number;
  low: number | null;
  high: number | null;
}

export interface PointChart {
  lead: string;
  /** Points of one series are joined by a line, in the order of x, unless `scattered`. */
  series: readonly { name: string; points: readonly Point[] }[];
  scattered: boolean;
  /** False where points are so many that their dots would hide the line; default true. */
  dots?: boolean;
  x: { title: string; ticks: readonly { at: number; text: string }[]; domain: readonly [number, number] };
  y: { title: string; text: (value: number) => string };
  /** Lines across, at limits of budgets. */
  limits: readonly number[];
  table: Table;
  notes?: readonly string[];
}

const LEVELS = 4;

/** Means with their intervals over what was varied. */
export function pointChart(chart: PointChart): Drawing {
  const many = chart.series.length > 1;
  const keys = chart.series.map(({ name }, i): Key => ({ name, ink: seriesInk(i), mark: "line" }));
  const limit: Key[] =
    chart.limits.length > 0 ? [{ name: "limit of a budget", ink: INK.limit, mark: "line" }] : [];
  return {
    lead: chart.lead,
    spec: () => specOf(chart),
    ticks: (frame) => fitting(chart.x.ticks, frame).map(({ at }) => at),
    axisTitle: { text: chart.y.title, abovePx: 12 },
    frame: (frame) => roomForTitle(chart.y.title, { ...frame, top: 26 }),
    keys: [...(many ? keys : []), ...limit],
    table: chart.table,
    notes: chart.notes ?? [],
  };
}

/** From nought, unless all of it lies far from there: then from a round number below. */
function domainOf({ series, limits }: PointChart): [number, number] {
  const points = series.flatMap((of) => of.points);
  const values = [...points.map(({ y }) => y), ...limits];
  const ends = points.flatMap(({ y, low, high }) => [low ?? y, high ?? y]);
  const [least, most] = [Math.min(...values, ...ends), Math.max(...values, ...ends)];
  const from = least > 0.5 * most ? least : Math.min(0, least);
  return least === most ? nice(Math.min(0, from), most || 1, LEVELS) : nice(from, most, LEVELS);
}

function specOf(chart: PointChart): Spec {
  const { series, x, y, limits } = chart;
  const domain = domainOf(chart);
  const levels = ticks(...domain, LEVELS);
  const across = { field: "x", type: "quantitative" };
  const up = { field: "y", type: "quantitative" };
  const axes = {
    x: {
      ...across,
      scale: { domain: x.domain, nice: false, zero: false },
      axis: {
        values: TICKS,
        tickCount: TICKS_MAX,
        labelExpr: labels(x.ticks.map(({ at, text }) => [at, text])),
        ...titleBelow(x.title),
        grid: true,
        labelFlush: LABEL_FLUSH_PX,
        labelOverlap: false,
      },
    },
    y: {
      ...up,
      scale: { domain, nice: false, zero: false },
      axis: {
        values: levels,
        labelExpr: labels(levels.map((v) => [v, y.text(v)])),
        title: null,
        grid: true,
        labelOverlap: false,
      },
    },
  };
  return {
    layer: [
      plotLayer(axes),
      ...limits.map((at) => ({
        data: { values: [{ y: at }] },
        mark: {
          type: "rule",
          aria: false,
          stroke: INK.limit.colour,
          strokeDash: INK.limit.dash,
          strokeWidth: 1.5,
        },
        encoding: { y: up },
      })),
      ...series.flatMap(({ points }, i) => layersOf(points, i, chart)),
    ],
  };
}

function layersOf(points: readonly Point[], i: number, { scattered, dots = true }: PointChart): Spec[] {
  const { colour, dash } = seriesInk(i);
  const across = { field: "x", type: "quantitative" };
  const up = { field: "y", type: "quantitative" };
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const whiskers = sorted.filter(({ low, high }) => low !== null && high !== null);
  const values = sorted.map(({ x, y }, order) => ({ x, y, order }));
  return [
    {
      data: { values: whiskers.map(({ x, low, high }) => ({ x, y: low, y2: high })) },
      mark: { type: "rule", aria: false, stroke: colour, strokeWidth: 1.25, clip: true },
      encoding: { x: across, y: up, y2: { field: "y2" } },
    },
    ...(scattered
      ? []
      : [
          {
            data: { values },
            mark: {
              type: "line",
              aria: false,
              clip: true,
              stroke: colour,
              strokeWidth: 1.5,
              ...(dash === undefined ? {} : { strokeDash: dash }),
            },
            encoding: { x: across, y: up, order: { field: "order", type: "quantitative" } },
          },
        ]),
    ...(dots
      ? [
          {
            data: { values },
            mark: {
              type: "point",
              aria: false,
              filled: true,
              size: 24,
              opacity: 1,
              fill: colour,
              stroke: null,
            },
            encoding: { x: across, y: up },
          },
        ]
      : []),
  ];
}

/** As many ticks as have room, evenly left out. */
function fitting<T extends { text: string }>(all: readonly T[], { width }: Frame): T[] {
  const widest = Math.max(1, ...all.map(({ text }) => text.length)) * 7 + 12;
  const room = Math.max(2, Math.floor(width / widest));
  const each = Math.ceil(all.length / room);
  return all.filter((_, i) => i % each === 0);
}
