import { LABEL_FLUSH_PX, titleBelow } from "../axis-title.ts";
import { plotLayer, TICKS, TICKS_MAX } from "../both-sizes.ts";
import type { Chart, Drawing, Outline, Spec } from "../chart.ts";
import { decades, everySecond } from "../curve-chart.ts";
import {
  bothDistributions,
  type Distribution,
  distributionName,
  distributions,
  edges,
  shares,
} from "../distribution.ts";
import { quantilesText } from "../quantiles-text.ts";
import type { Frame } from "../tokens.ts";
import { labels, tickMs } from "../value-axis.ts";

const POINTS = [
  [0.5, "p50"],
  [0.99, "p99"],
  [0.999, "p99.9"],
  [1, "longest"],
] as const;
const SHAPES = ["circle", "diamond", "triangle-up", "cross"];
const ROW_PX = 36;
const HILL_PX = 27;
const LEFT_PX = 112;

function domainOf(rows: readonly Distribution[]): ReturnType<typeof decades> {
  const least = Math.min(...rows.map(({ histogram }) => Math.max(histogram.min, 0.01)));
  return decades(least, Math.max(...rows.map(({ histogram }) => histogram.max)));
}

/** A hill a row: how many answers took so long, each scaled to its own highest cell. */
function hills(rows: readonly Distribution[], frame: Frame): Outline[] {
  const { domain } = domainOf(rows);
  const span = Math.log10(domain[1] / domain[0]);
  const x = (ms: number): number => {
    const at = Math.log10(Math.max(ms, domain[0]) / domain[0]) / span;
    return Math.round(at * frame.width * 10) / 10;
  };
  return rows.map(({ clock, histogram }, r) => {
    const at = edges(histogram);
    const cells = shares(histogram, at);
    const top = cells.reduce((a, b) => Math.max(a, b), 0);
    const foot = (r + 1) * ROW_PX - 5;
    const y = (share: number): number => Math.round((foot - (share / top) * HILL_PX) * 10) / 10;
    const steps = cells.map((share, i) => `V${y(share)}H${x(at[i + 1] ?? 0)}`);
    const fill = `var(${clock === "client" ? "--s1" : "--s3"})`;
    return { d: `M${x(at[0] ?? 0)},${foot}${steps.join("")}V${foot}Z`, fill, name: `hill${r}`, opacity: 0.4 };
  });
}

function specOf(rows: readonly Distribution[]): Spec {
  const { domain, ticks } = domainOf(rows);
  const dots = rows.flatMap(({ histogram }, r) =>
    POINTS.map(([p, name]) => ({ row: r + 1 - 5 / ROW_PX, ms: histogram.quantile(p), quantile: name })),
  );
  const x = {
    field: "ms",
    type: "quantitative",
    scale: { type: "log", domain, nice: false, clamp: true },
    axis: {
      values: TICKS,
      labelExpr: labels(ticks.map((v) => [v, tickMs(v)])),
      ...titleBelow("latency over the whole run (logarithmic)"),
      grid: true,
      labelFlush: LABEL_FLUSH_PX,
      labelOverlap: false,
      tickCount: TICKS_MAX,
    },
  };
  const y = {
    field: "row",
    type: "quantitative",
    scale: { domain: [0, rows.length], nice: false, reverse: true },
    axis: {
      values: rows.map((_, r) => r + 0.7),
      labelExpr: labels(rows.map((row, r) => [r + 0.7, distributionName(row)])),
      title: null,
      grid: false,
      ticks: false,
      domain: false,
      labelPadding: 6,
      labelOverlap: false,
      tickCount: rows.length,
    },
  };
  const feet = rows.map((_, r) => ({ row: r + 1 - 5 / ROW_PX }));
  return {
    layer: [
      plotLayer({ x, y }),
      {
        data: { values: feet },
        mark: { type: "rule", aria: false, stroke: "var(--rule)" },
        encoding: { y },
      },
      {
        data: { values: dots },
        mark: { type: "point", aria: false, filled: true, size: 58, fill: "var(--ink)", opacity: 1 },
        encoding: {
          x,
          y,
          shape: {
            field: "quantile",
            type: "nominal",
            scale: { domain: POINTS.map(([, name]) => name), range: SHAPES },
            legend: null,
          },
        },
      },
    ],
  };
}

export const latencySpread: Chart = {
  id: "latency-spread",
  title: "Latency as distributions",
  section: "latency",
  size: "full",
  draw(view): Drawing | string {
    const rows = view.before === undefined ? distributions(view) : bothDistributions(view.before, view);
    if (rows.length === 0) return "No request was answered in this run, or its result holds no histogram.";
    return {
      lead: "How many answers took how long, each hill by its own highest point. Client: from the first attempt to the reply at the handset; service: inside the access layer and behind it.",
      frame: (frame) => ({
        ...frame,
        left: LEFT_PX,
        width: frame.width + frame.left - LEFT_PX,
        height: rows.length * ROW_PX,
        top: 8,
      }),
      outlines: (frame) => hills(rows, frame),
      spec: () => specOf(rows),
      ticks: (frame) => everySecond(domainOf(rows).ticks, frame),
      keys: [],
      notes: ["Signs on the foot of a hill, from left to right: ● p50, ◆ p99, ▲ p99.9, ✚ longest."],
      table: quantilesText(rows),
    };
  },
};
