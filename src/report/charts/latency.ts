import { STEPS, type Step } from "../../result/result.ts";
import type { Chart, Drawing, Series } from "../chart.ts";
import { shorten } from "../tame.ts";
import { timeChart } from "../time-chart.ts";
import type { Ink } from "../tokens.ts";
import { across, highest, type View, type Windowed } from "../view.ts";
import { duration } from "../words.ts";

const LINES: readonly (readonly [metric: string, name: string, ink: Ink])[] = [
  ["P999Ms", "p99.9", { colour: "var(--s5)", dash: [1.5, 2.5], width: 1.5 }],
  ["P99Ms", "p99", { colour: "var(--s4)", dash: [6, 3], width: 1.5 }],
  ["P50Ms", "p50", { colour: "var(--s1)", width: 2 }],
];

const CLOCKS = {
  client: "at the handset, from the first attempt to the reply",
  service: "inside the service, from entering the access layer to leaving it",
} as const;
type ClockName = keyof typeof CLOCKS;

/** Windows of 10 s jump by chance: more of them than this would be a carpet. */
const WINDOWS_MAX = 150;

function metric(view: View, step: Step, name: string): Windowed | undefined {
  const values = view.result.series.latency[step][name];
  if (values === undefined || !values.some((v) => v !== null)) return undefined;
  return { fromMs: view.result.series.fromMs, windowMs: view.result.series.partWindowMs, values };
}

/** From the lowest to the highest of all seeds, window by window. */
function bands(view: View, step: Step, clock: ClockName): Series[] {
  if (view.seeds.length === 0) return [];
  return LINES.flatMap(([name, title, ink]): Series[] => {
    const all = [view, ...view.seeds].flatMap((one) => {
      const of = metric(one, step, `${clock}${name}`);
      return of === undefined ? [] : [{ of }];
    });
    const [high, low] = [across(all, highest), across(all, lowest)];
    if (high === undefined || low === undefined) return [];
    const band = { colour: ink.colour };
    return [{ name: `${title}, ${view.seeds.length + 1} seeds`, mark: "band", ink: band, of: high, low }];
  });
}

const lowest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

function latencyOf(step: Step, clock: ClockName): Chart {
  return {
    id: `latency-${step}-${clock}`,
    title: `Latency of ${step}, ${clock === "client" ? "at the handset" : "inside the service"}`,
    section: "latency",
    size: "half",
    draw(view): Drawing | string {
      const lines = LINES.flatMap(([name, title, ink]): Series[] => {
        const of = metric(view, step, `${clock}${name}`);
        return of === undefined ? [] : [{ name: title, mark: "line", ink, of }];
      });
      const series = [...bands(view, step, clock), ...lines];
      if (series.length === 0) return `No ${step} was answered in this run.`;
      const { p50, p99, p999 } = view.result.latencyMs[step][clock];
      const drawn =
        view.seeds.length === 0 ? "Whole run" : `Whole run, seed ${shorten(view.result.seed, 24)}`;
      return timeChart(view, {
        lead: `${drawn}: half within ${duration(p50)}, 99 % within ${duration(p99)}, 99.9 % within ${duration(p999)}.`,
        series,
        unit: "ms",
        axis: `${CLOCKS[clock]} (logarithmic)`,
        scale: "log",
        highest: WINDOWS_MAX,
      });
    },
  };
}

/** Two charts a step: quantiles of each 10 s window. Windows are never averaged: a point shows the highest of its windows. */
export const latency: readonly Chart[] = STEPS.flatMap((step) => [
  latencyOf(step, "client"),
  latencyOf(step, "service"),
]);
