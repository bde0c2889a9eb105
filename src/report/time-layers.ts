import type { Series, Spec, TimeAxis } from "./chart.ts";
import { alone, type Placed, stack, within } from "./placed.ts";
import { type Frame, type Ink, pointsMax } from "./tokens.ts";
import type { Interval, View } from "./view.ts";

const x = { field: "atMs", type: "quantitative" } as const;
const y = { field: "value", type: "quantitative" } as const;

function stroke(ink: Ink): Spec {
  return {
    stroke: ink.colour,
    strokeWidth: ink.width ?? 1.75,
    ...(ink.dash ? { strokeDash: ink.dash } : {}),
  };
}

/** One layer a series, named "s0", "s1", ...: the live view finds it by that; its hatch is laid over it later. */
function seriesLayer(series: Series, index: number, values: readonly Placed[]): Spec {
  const { ink, mark } = series;
  const data = { values };
  if (mark === "area" || mark === "band") {
    const encoding = { x, y, y2: { field: "low" } };
    const fillOpacity = mark === "band" ? 0.22 : ink.hatch === undefined ? 0.8 : 0.55;
    const area = { type: "area", clip: true, aria: false, fill: ink.colour, fillOpacity };
    return { name: `s${index}`, data, mark: area, encoding };
  }
  const interpolate = mark === "step" ? { interpolate: "step-after" } : {};
  const line = { type: "line", clip: true, aria: false, strokeJoin: "round" };
  return { name: `s${index}`, data, mark: { ...line, ...stroke(ink), ...interpolate }, encoding: { x, y } };
}

export function seriesLayers(all: readonly Series[], time: TimeAxis, frame: Frame): Spec[] {
  const points = pointsMax(frame);
  const cut = all.map((one) => ({ ...one, of: within(one.of, time.fromMs, time.toMs) }));
  const stacked = time.stacked ? stack(cut, time, points) : new Map<Series, Placed[]>();
  return cut.map((one, i) => seriesLayer(one, i, stacked.get(one) ?? alone(one, time, points)));
}

export function bandLayer(name: string, bands: readonly Interval[], fill: string): Spec[] {
  if (bands.length === 0) return [];
  return [
    {
      name,
      data: { values: bands.map(({ fromMs, toMs }) => ({ atMs: fromMs, toMs })) },
      mark: { type: "rect", clip: true, aria: false, fill },
      encoding: { x, x2: { field: "toMs" } },
    },
  ];
}

/** Rounds are numbered ticks over the plot: a tick needs no colour, and a number fits a phone. */
export function roundLayers(view: View, rounds: readonly Interval[]): Spec[] {
  if (rounds.length === 0) return [];
  const data = {
    values: rounds.map((round) => ({ atMs: round.fromMs, label: String(view.rounds.indexOf(round) + 1) })),
  };
  return [
    {
      name: "roundTicks",
      data,
      mark: { type: "rule", aria: false, stroke: "var(--muted)", strokeWidth: 1, strokeOpacity: 0.55 },
      encoding: { x, y: { value: -6 }, y2: { value: "height" } },
    },
    {
      name: "rounds",
      data,
      mark: { type: "text", aria: false, fill: "var(--muted)", fontSize: 11, baseline: "bottom", dx: 0 },
      encoding: { x, y: { value: -7 }, text: { field: "label", type: "nominal" } },
    },
  ];
}

/** A limit is a line across the plot, its words at the end where a night is quiet, on the side with more room. */
export function limitLayers(
  limits: readonly { readonly value: number; readonly text: string }[],
  time: TimeAxis,
): Spec[] {
  const high = (value: number): boolean => value > (time.domain[0] + time.domain[1]) / 2;
  return limits.flatMap(({ value, text }): Spec[] => [
    {
      data: { values: [{ value }] },
      mark: { type: "rule", aria: false, stroke: "var(--failed)", strokeDash: [2, 3], strokeWidth: 1.5 },
      encoding: { y },
    },
    {
      data: { values: [{ value, text }] },
      mark: {
        type: "text",
        aria: false,
        fill: "var(--ink)",
        fontSize: 11,
        align: "right",
        baseline: high(value) ? "top" : "bottom",
        dy: high(value) ? 4 : -3,
      },
      encoding: { x: { value: { expr: "width - 4" } }, y, text: { field: "text", type: "nominal" } },
    },
  ]);
}
