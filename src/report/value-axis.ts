import type { Series, Spec, Unit } from "./chart.ts";
import type { TimeChart } from "./time-chart.ts";
import { highest } from "./view.ts";
import { amount, duration, rate, share, yuan } from "./words.ts";

const FORMATS: Record<Unit, (value: number | null) => string> = {
  count: amount,
  rate,
  share,
  ms: duration,
  yuan: (value) => (value === null ? "no data" : yuan(value * 100)),
  rung: (value) => (value === null ? "no data" : String(value)),
};

export const formatOf = (unit: Unit): ((value: number | null) => string) => FORMATS[unit];

/** Into how many equal parts an axis that ends at 1, 1.2, ... times a power of ten is cut, so that ticks are round. */
const PARTS: Readonly<Record<number, number>> = {
  1: 5,
  1.2: 4,
  1.5: 5,
  2: 4,
  2.5: 5,
  3: 3,
  4: 4,
  5: 5,
  6: 3,
  8: 4,
};

/** A round number at or above `value`: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((f) => f * power >= value * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(3));
}

function valuesOf(series: readonly Series[]): number[] {
  const found: number[] = [];
  for (const { of, low } of series)
    for (const values of [of.values, low?.values ?? []])
      for (const value of values) if (value !== null) found.push(value);
  return found;
}

/** Whole parts have whole ticks, five at most. */
const rungStep = (most: number): number => Math.max(1, Math.ceil(most / 5));

/** Ends of the axis: from nought to a round number above the highest value, or whole decades. */
export function domainOf(chart: TimeChart): [number, number] {
  if (chart.scale === "log") {
    const positive = valuesOf(chart.series).filter((v) => v > 0);
    const least = Math.max(
      chart.footAtLeast ?? 0,
      positive.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    );
    const most = highest(positive);
    if (positive.length === 0) return [1, 10];
    const low = 10 ** Math.floor(Math.log10(least) + 1e-9);
    return [low, Math.max(low * 10, 10 ** Math.ceil(Math.log10(most) - 1e-9))];
  }
  let most = 0;
  if (chart.stacked === true) {
    const areas = chart.series.filter(({ mark }) => mark === "area");
    const length = Math.max(0, ...areas.map(({ of }) => of.values.length));
    for (let w = 0; w < length; w++) {
      most = Math.max(
        most,
        areas.reduce((total, { of }) => total + (of.values[w] ?? 0), 0),
      );
    }
  }
  most = Math.max(most, highest(valuesOf(chart.series)), ...(chart.limits ?? []).map(({ value }) => value));
  if (chart.unit === "rung") return [0, Math.max(1, rungStep(most) * Math.ceil(most / rungStep(most)))];
  return [0, Math.max(roundUp(most), chart.topAtLeast ?? 0)];
}

/** The value axis of a chart, its ticks and labels made here. */
export function valueAxis(chart: TimeChart, domain: readonly [number, number]): Spec {
  const values: number[] = [];
  const atFoot = chart.scale === "log" && valuesOf(chart.series).some((v) => v < domain[0]);
  if (chart.scale === "log") {
    for (let v = domain[0]; v <= domain[1] * 1.001; v *= 10) values.push(Number(v.toPrecision(3)));
  } else if (chart.unit === "rung") {
    for (let v = 0; v <= domain[1]; v += rungStep(domain[1])) values.push(v);
  } else {
    const factor = Number((domain[1] / 10 ** Math.floor(Math.log10(domain[1]) + 1e-9)).toPrecision(3));
    const parts = PARTS[factor] ?? 5;
    for (let i = 0; i <= parts; i++) values.push(Number(((domain[1] * i) / parts).toPrecision(6)));
  }
  return {
    values,
    labelExpr: labels(
      values.map((value, i) => {
        const text = tickText(chart.unit, value);
        return [value, i === 0 && atFoot ? `≤\u00a0${text}` : text];
      }),
    ),
    title: null,
    labelOverlap: false,
    // vega drops every other tick where it finds more than it would have made itself.
    tickCount: values.length,
    grid: true,
  };
}

/** A vega expression that looks a tick's label up: every label is made here, none by a locale. */
export function labels(entries: readonly (readonly [number, string])[]): string {
  return `${JSON.stringify(Object.fromEntries(entries))}[datum.value]`;
}

/** What stands at a tick: of money the figure alone, as the axis names the currency and a phone has no room. */
function tickText(unit: Unit, value: number): string {
  if (unit === "ms") return tickMs(value);
  return unit === "yuan" ? amount(value) : FORMATS[unit](value);
}

/** Ticks say "100 s" where prose says "1 min 40 s". */
export function tickMs(ms: number): string {
  return ms >= 1000 ? `${ms / 1000}\u00a0s` : `${ms}\u00a0ms`;
}
