import { STEPS, type Step } from "../../result/result.ts";
import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import type { Ink } from "../tokens.ts";
import type { View, Windowed } from "../view.ts";
import { duration } from "../words.ts";

const LINES: readonly (readonly [metric: string, name: string, ink: Ink])[] = [
  ["clientP999Ms", "client p99.9", { colour: "var(--s5)", dash: [1.5, 2.5], width: 1.25 }],
  ["clientP99Ms", "client p99", { colour: "var(--s4)", dash: [6, 3], width: 1.5 }],
  ["clientP50Ms", "client p50", { colour: "var(--s1)", width: 2 }],
  ["serviceP99Ms", "service p99", { colour: "var(--s3)", dash: [8, 3, 2, 3], width: 1.5 }],
  ["serviceP50Ms", "service p50", { colour: "var(--s2)", dash: [2, 2], width: 1.5 }],
];

function metric(view: View, step: Step, name: string): Windowed | undefined {
  const values = view.result.series.latency[step][name];
  if (values === undefined || !values.some((v) => v !== null)) return undefined;
  return { fromMs: view.result.series.fromMs, windowMs: view.result.series.partWindowMs, values };
}

function latencyOf(step: Step): Chart {
  return {
    id: `latency-${step}`,
    title: `Latency of ${step}`,
    section: "latency",
    size: "half",
    draw(view): Drawing | string {
      const series = LINES.flatMap(([name, title, ink]): Series[] => {
        const of = metric(view, step, name);
        return of === undefined ? [] : [{ name: title, mark: "line", ink, of }];
      });
      if (series.length === 0) return `No ${step} was answered in this run.`;
      const { p50, p99 } = view.result.latencyMs[step].client;
      return timeChart(view, {
        lead: `Whole run, at the handset: half within ${duration(p50)}, 99 % within ${duration(p99)}.`,
        series,
        unit: "ms",
        axis: "latency (ms, s), logarithmic",
        scale: "log",
      });
    },
  };
}

/** A chart a step: quantiles of each 10 s window. Windows are never averaged: a table row shows the highest of its windows. */
export const latency: readonly Chart[] = STEPS.map(latencyOf);
