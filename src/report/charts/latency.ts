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
  // As short as a phone needs it: the charts' titles say whose latency it is.
  service: "from entering the access layer to leaving it",
} as const;
type ClockName = keyof typeof CLOCKS;

/** Windows of 10 s jump by chance: more of them than this would be a carpet. */
const WINDOWS_MAX = 150;

/** Simulated answers that requests of a window need so that five of them lie beyond a quantile: with fewer it is chance. */
const ANSWERS_MIN: Readonly<Record<string, number>> = { P999Ms: 5000, P99Ms: 500, P50Ms: 10 };

/** A quantile over time, without the windows that hold too few answers for it; undefined where all do. */
function metric(view: View, step: Step, clock: ClockName, name: string): Windowed | undefined {
  const { answered, [`${clock}${name}`]: recorded } = view.result.series.latency[step];
  if (recorded === undefined) return undefined;
  // A result of an earlier engine does not say how many: all of it is drawn.
  const least = answered === undefined ? 0 : (ANSWERS_MIN[name] ?? 0) * view.result.scale.k;
  const values = recorded.map((value, w) => ((answered?.[w] ?? 0) >= least ? value : null));
  if (!values.some((v) => v !== null)) return undefined;
  return { fromMs: view.result.series.fromMs, windowMs: view.result.series.partWindowMs, values };
}

/** What all charts of the latency over time have in common. */
export const latencyNote =
  "Over time, p99 is drawn where a window of 10 s has 500 simulated answers or more, p99.9 from 5,000 on: with fewer they are chance. A latency stands where its request began, not where its answer came.";

/** From the lowest to the highest of all seeds, window by window. */
function bands(view: View, step: Step, clock: ClockName): Series[] {
  if (view.seeds.length === 0) return [];
  return LINES.flatMap(([name, title, ink]): Series[] => {
    const all = [view, ...view.seeds].flatMap((one) => {
      const of = metric(one, step, clock, name);
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
        const of = metric(view, step, clock, name);
        return of === undefined ? [] : [{ name: title, mark: "line", ink, of }];
      });
      const series = [...bands(view, step, clock), ...lines];
      const { count, p50, p99, p999 } = view.result.latencyMs[step][clock];
      if (count === 0) return `No ${step} was answered in this run.`;
      if (series.length === 0)
        return `Too few ${step} requests were simulated to draw their latency over time: half within ${duration(p50)}.`;
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
