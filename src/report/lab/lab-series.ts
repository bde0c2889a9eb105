import { extent, ticks } from "d3-array";
import type { LabSeries } from "../../result/lab-result.ts";
import type { Drawing } from "../chart.ts";
import { type PointChart, pointChart } from "../point-chart.ts";
import { amount, duration, rate } from "../words.ts";

/** Windows in the table behind a chart: each stands for as many as that takes. */
const ROWS_MAX = 50;

const WORDS: Readonly<Record<LabSeries["parts"][number]["quantity"], string>> = {
  offered: "first attempts",
  attempts: "all attempts",
  done: "answers in time",
  waiting: "waiting",
  busy: "in service",
};

export interface PartOverTime {
  /** Id of the source or station. */
  of: string;
  drawing: Drawing;
}

/**
 * What happened over time: a chart for each part, means over the replications. Where customers are, their numbers; of
 * sources, rates.
 */
export function labSeries({ windowMs, parts }: LabSeries): PartOverTime[] {
  const names = [...new Set(parts.map(({ of }) => of))];
  return names.map((of) => {
    const own = parts.filter((part) => part.of === of);
    const levels = own.filter(({ quantity }) => quantity === "waiting" || quantity === "busy");
    const shown = levels.length > 0 ? levels : own;
    return { of, drawing: pointChart(chartOf(windowMs, shown, levels.length > 0)) };
  });
}

function chartOf(windowMs: number, parts: LabSeries["parts"], isLevel: boolean): PointChart {
  const text = isLevel ? amount : rate;
  const at = (window: number) => (window + 0.5) * windowMs;
  const windows = Math.max(...parts.map(({ values }) => values.length));
  const endMs = windows * windowMs;
  const most = parts.map(({ quantity, values }) => {
    const [, top = 0] = extent(values);
    return `${WORDS[quantity]} at most ${text(top)}`;
  });
  const stride = Math.ceil(windows / ROWS_MAX);
  const rows = Array.from({ length: Math.ceil(windows / stride) }, (_, row) => [
    duration(row * stride * windowMs),
    ...parts.map(({ values }) => text(meanOf(values.slice(row * stride, (row + 1) * stride)))),
  ]);
  return {
    lead: `Means of ${duration(windowMs)}: ${most.join(", ")}.`,
    series: parts.map(({ quantity, values }) => ({
      name: WORDS[quantity],
      points: values.map((y, window) => ({ x: at(window), y, low: null, high: null })),
    })),
    scattered: false,
    dots: false,
    x: {
      title: "simulated time",
      ticks: ticks(0, endMs, 6).map((ms) => ({ at: ms, text: duration(ms) })),
      domain: [0, endMs],
    },
    y: { title: isLevel ? "mean number" : "a second", text },
    limits: [],
    table: {
      caption: `Means of ${duration(stride * windowMs)}`,
      columns: ["from", ...parts.map(({ quantity }) => WORDS[quantity])],
      rows,
    },
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
