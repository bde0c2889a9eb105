import { type Quantiles, STEPS } from "../../result/result.ts";
import type { Chart, Drawing, Spec } from "../chart.ts";
import type { Frame } from "../tokens.ts";
import type { View } from "../view.ts";
import { amount, duration } from "../words.ts";

const POINTS = ["p50", "p90", "p99", "p999", "max"] as const;
const NAMES = { p50: "p50", p90: "p90", p99: "p99", p999: "p99.9", max: "max" } as const;
const SHAPES = ["circle", "square", "diamond", "triangle-up", "cross"];

interface Row {
  readonly name: string;
  readonly of: Quantiles;
}

function rowsOf(view: View): Row[] {
  return STEPS.flatMap((step) => {
    const { client, service } = view.result.latencyMs[step];
    return [
      { name: `${step} client`, of: client },
      { name: `${step} service`, of: service },
    ].filter(({ of }) => of.count > 0 && of.p50 !== null);
  });
}

function specOf(rows: readonly Row[], frame: Frame): Spec {
  const dots = rows.flatMap(({ name, of }) =>
    POINTS.flatMap((p) => {
      const value = of[p];
      return value === null ? [] : [{ name, ms: Math.max(value, 0.001), quantile: NAMES[p] }];
    }),
  );
  const least = dots.reduce((a, { ms }) => Math.min(a, ms), Number.POSITIVE_INFINITY);
  const most = dots.reduce((a, { ms }) => Math.max(a, ms), 0);
  const domain = [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most) + 1e-9)];
  const ticks: number[] = [];
  for (let v = domain[0] ?? 1; v <= (domain[1] ?? 1) * 1.001; v *= 10) ticks.push(Number(v.toPrecision(3)));
  const shown = frame.name === "wide" ? ticks : ticks.filter((_, i) => i % 2 === 0);
  const x = {
    field: "ms",
    type: "quantitative",
    scale: { type: "log", domain, nice: false },
    axis: {
      values: shown,
      labelExpr: `${JSON.stringify(Object.fromEntries(shown.map((v) => [v, duration(v)])))}[datum.value]`,
      title: "latency over the whole run (logarithmic)",
      titleY: 31,
      titleBaseline: "bottom",
      grid: true,
      labelOverlap: false,
    },
  };
  const y = {
    field: "name",
    type: "nominal",
    sort: null,
    axis: { title: null, grid: false, ticks: false, labelLimit: 0, labelPadding: 4 },
  };
  return {
    data: { values: dots },
    encoding: { y },
    layer: [
      {
        data: { values: rows.map(({ name, of }) => ({ name, from: of.p50, to: of.max })) },
        mark: { type: "rule", aria: false, stroke: "var(--rule)", strokeWidth: 2 },
        encoding: { x: { ...x, field: "from" }, x2: { field: "to" } },
      },
      {
        mark: { type: "point", aria: false, filled: true, size: 64, fill: "var(--s1)", opacity: 1 },
        encoding: {
          x,
          shape: {
            field: "quantile",
            type: "nominal",
            scale: { domain: POINTS.map((p) => NAMES[p]), range: SHAPES },
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
    const rows = rowsOf(view);
    if (rows.length === 0) return "No request was answered in this run.";
    return {
      lead: "Each line runs from the median to the longest answer. Client latency counts from the first attempt at the handset, service latency inside the access layer.",
      frame: (frame) => ({
        ...frame,
        left: 92,
        width: frame.width + frame.left - 92,
        height: rows.length * 22,
        top: 12,
      }),
      spec: (frame) => specOf(rows, frame),
      series: [],
      notes: ["Signs from left to right: ● p50, ■ p90, ◆ p99, ▲ p99.9, ✚ longest."],
      table: {
        caption: "Latency of the whole run",
        columns: ["step and clock", "answers", "mean", "p50", "p90", "p99", "p99.9", "longest"],
        rows: rows.map(({ name, of }) => [
          name,
          amount(of.count),
          duration(of.mean),
          ...POINTS.map((p) => duration(of[p])),
        ]),
      },
    };
  },
};
