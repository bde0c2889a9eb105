import type { Drawing, Series, Spec, Table, TimeAxis, Unit } from "./chart.ts";
import { coarse, worthDrawing } from "./sampling.ts";
import { type Frame, type Ink, POINTS_MAX } from "./tokens.ts";
import { highest, type Interval, type View, type Windowed } from "./view.ts";
import { amount, duration, rate, share, yuan } from "./words.ts";

export interface TimeChart {
  readonly lead: string;
  readonly series: readonly Series[];
  readonly unit: Unit;
  /** What the vertical axis counts, its unit included: "shakes per second". */
  readonly axis: string;
  readonly scale?: "linear" | "log";
  readonly stacked?: boolean;
  /** Top of the axis where the data does not decide it (1 for shares that fill up). */
  readonly topAtLeast?: number;
  readonly limits?: readonly { readonly value: number; readonly text: string }[];
  readonly range?: { readonly fromMs: number; readonly toMs: number };
  /** Bands besides faults, hatched as masks: "masked", "on backup". */
  readonly bands?: readonly Interval[];
  readonly notes?: readonly string[];
  readonly tableCaption?: string;
}

/** Rows of the table behind a chart over time. */
const TABLE_ROWS = 54;

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
  return series.flatMap(({ of }) => of.values.filter((v): v is number => v !== null));
}

function domainOf(chart: TimeChart): [number, number] {
  if (chart.scale === "log") {
    const positive = valuesOf(chart.series).filter((v) => v > 0);
    const least = positive.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
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
  const top = Math.max(roundUp(most), chart.topAtLeast ?? 0);
  return [0, chart.unit === "rung" ? Math.max(1, Math.ceil(most)) : top];
}

function valueAxis(chart: TimeChart, domain: readonly [number, number], frame: Frame): Spec {
  const format = FORMATS[chart.unit];
  const values: number[] = [];
  if (chart.scale === "log") {
    for (let v = domain[0]; v <= domain[1] * 1.001; v *= 10) values.push(Number(v.toPrecision(3)));
  } else if (chart.unit === "rung") {
    const step = Math.max(1, Math.ceil(domain[1] / 5));
    for (let v = 0; v <= domain[1]; v += step) values.push(v);
  } else {
    const factor = Number((domain[1] / 10 ** Math.floor(Math.log10(domain[1]) + 1e-9)).toPrecision(3));
    const parts = PARTS[factor] ?? 5;
    for (let i = 0; i <= parts; i++) values.push(Number(((domain[1] * i) / parts).toPrecision(6)));
  }
  return {
    values,
    labelExpr: labels(values.map((value) => [value, chart.unit === "ms" ? tickMs(value) : format(value)])),
    title: chart.axis,
    titleAngle: 0,
    titleAlign: "left",
    titleBaseline: "bottom",
    titleX: -frame.left + 2,
    titleY: -26,
    labelOverlap: false,
    grid: true,
  };
}

/** A vega expression that looks a tick's label up: every label is made here, none by a locale. */
function labels(entries: readonly (readonly [number, string])[]): string {
  return `${JSON.stringify(Object.fromEntries(entries))}[datum.value]`;
}

/** Ticks say "100 s" where prose says "1 min 40 s". */
function tickMs(ms: number): string {
  return ms >= 1000 ? `${ms / 1000}\u00a0s` : `${ms}\u00a0ms`;
}

interface Placed {
  readonly atMs: number;
  readonly low?: number;
  readonly value: number | null;
}

/** Heights of values in the plot, by its own scale. */
function heights(values: readonly (number | null)[], time: TimeAxis): (number | null)[] {
  const [low, high] = time.domain;
  if (time.kind === "linear") return values.map((v) => (v === null ? null : (v - low) / (high - low)));
  const decades = Math.log10(high / low);
  // A logarithmic axis has no place for nought: it is a gap.
  return values.map((v) => (v === null || v <= 0 ? null : Math.log10(v / low) / decades));
}

/** Areas stand on those before them; windows are chosen for all together so that the edges meet. */
function stack(series: readonly Series[], time: TimeAxis, pointsMax: number): Map<Series, Placed[]> {
  const areas = series.filter(({ mark }) => mark === "area");
  const first = areas[0]?.of;
  if (first === undefined) return new Map();
  const tops = areas.map((_, n) =>
    first.values.map((_, w) => areas.slice(0, n + 1).reduce((sum, { of }) => sum + (of.values[w] ?? 0), 0)),
  );
  const lines = series.filter(({ mark, of }) => mark !== "area" && of.values.length === first.values.length);
  const kept = worthDrawing(
    [...tops, ...lines.map(({ of }) => of.values)].map((v) => heights(v, time)),
    pointsMax,
  );
  const at = (w: number): number => first.fromMs + (w + 0.5) * first.windowMs;
  const placed = areas.map((area, n): [Series, Placed[]] => [
    area,
    kept.map((w) => ({ atMs: at(w), low: tops[n - 1]?.[w] ?? 0, value: tops[n]?.[w] ?? 0 })),
  ]);
  const drawn = lines.map((line): [Series, Placed[]] => [
    line,
    kept.map((w) => ({ atMs: at(w), value: line.of.values[w] ?? null })),
  ]);
  return new Map([...placed, ...drawn]);
}

/** One line by itself, at the middles of its windows; a step begins where its window does. */
function alone({ of, mark }: Series, time: TimeAxis, pointsMax: number): Placed[] {
  const shift = mark === "step" ? 0 : 0.5;
  const log = time.kind === "log";
  const kept = worthDrawing([heights(of.values, time)], pointsMax);
  return kept.map((w) => {
    const value = of.values[w] ?? null;
    return {
      atMs: of.fromMs + (w + shift) * of.windowMs,
      value: log && value !== null && value <= 0 ? null : value,
    };
  });
}

/** Only the windows that touch [fromMs, toMs). */
function within(of: Windowed, fromMs: number, toMs: number): Windowed {
  const from = Math.max(0, Math.floor((fromMs - of.fromMs) / of.windowMs));
  const to = Math.ceil((toMs - of.fromMs) / of.windowMs);
  if (from === 0 && to >= of.values.length) return of;
  return { fromMs: of.fromMs + from * of.windowMs, windowMs: of.windowMs, values: of.values.slice(from, to) };
}

const x = { field: "atMs", type: "quantitative" } as const;

function stroke(ink: Ink): Record<string, unknown> {
  return {
    stroke: ink.colour,
    strokeWidth: ink.width ?? 1.75,
    ...(ink.dash ? { strokeDash: ink.dash } : {}),
  };
}

function seriesLayers(chart: TimeChart, time: TimeAxis, frame: Frame): Spec[] {
  const points = POINTS_MAX[frame.name];
  const shownSeries = chart.series.map((s) => ({ ...s, of: within(s.of, time.fromMs, time.toMs) }));
  const stacked = time.stacked ? stack(shownSeries, time, points) : new Map<Series, Placed[]>();
  return shownSeries.flatMap((series, i): Spec[] => {
    const data = { values: stacked.get(series) ?? alone(series, time, points) };
    const y = { field: "value", type: "quantitative" };
    if (time.stacked && series.mark === "area") {
      const encoding = { x, y, y2: { field: "low" } };
      const mark = (fill: string): Spec => ({ type: "area", clip: true, aria: false, fill });
      const hatch = series.ink.hatch;
      return [
        {
          name: `s${i}`,
          data,
          mark: { ...mark(series.ink.colour), fillOpacity: hatch ? 0.55 : 0.8 },
          encoding,
        },
        ...(hatch ? [{ name: `h${i}`, data, mark: mark(`url(#${hatch})`), encoding }] : []),
      ];
    }
    const interpolate = series.mark === "step" ? { interpolate: "step-after" } : {};
    const mark = {
      type: "line",
      clip: true,
      aria: false,
      strokeJoin: "round",
      ...stroke(series.ink),
      ...interpolate,
    };
    return [{ name: `s${i}`, data, mark, encoding: { x, y } }];
  });
}

function bandLayer(name: string, bands: readonly Interval[], mark: Spec): Spec[] {
  if (bands.length === 0) return [];
  return [
    {
      name,
      data: { values: bands.map(({ fromMs, toMs }) => ({ atMs: fromMs, toMs })) },
      mark: { type: "rect", clip: true, aria: false, ...mark },
      encoding: { x, x2: { field: "toMs" } },
    },
  ];
}

/** Rounds are numbered ticks over the plot: a tick needs no colour, and a number fits a phone. */
function roundLayers(view: View, rounds: readonly Interval[], frame: Frame): Spec[] {
  if (rounds.length === 0) return [];
  const data = {
    values: rounds.map((round) => ({ atMs: round.fromMs, label: String(view.rounds.indexOf(round) + 1) })),
  };
  return [
    {
      name: "roundTicks",
      data,
      mark: { type: "rule", aria: false, stroke: "var(--muted)", strokeWidth: 1, strokeOpacity: 0.55 },
      encoding: { x, y: { value: -6 }, y2: { value: frame.height } },
    },
    {
      name: "rounds",
      data,
      mark: { type: "text", aria: false, fill: "var(--muted)", fontSize: 11, baseline: "bottom", dx: 0 },
      encoding: { x, y: { value: -7 }, text: { field: "label", type: "nominal" } },
    },
  ];
}

function limitLayers(chart: TimeChart): Spec[] {
  return (chart.limits ?? []).flatMap(({ value, text }): Spec[] => [
    {
      data: { values: [{ value }] },
      mark: { type: "rule", aria: false, stroke: "var(--failed)", strokeDash: [2, 3], strokeWidth: 1.5 },
      encoding: { y: { field: "value", type: "quantitative" } },
    },
    {
      data: { values: [{ value, text }] },
      mark: {
        type: "text",
        aria: false,
        fill: "var(--ink)",
        fontSize: 11,
        align: "left",
        baseline: "bottom",
        dy: -3,
      },
      encoding: {
        x: { value: 4 },
        y: { field: "value", type: "quantitative" },
        text: { field: "text", type: "nominal" },
      },
    },
  ]);
}

function specOf(view: View, chart: TimeChart, time: TimeAxis, frame: Frame): Spec {
  const ticks = view.clock.ticks(time.fromMs, time.toMs, frame.name === "wide" ? frame.width / 90 : 4);
  const axis = {
    values: ticks,
    labelExpr: labels(ticks.map((ms) => [ms, view.clock.time(ms)])),
    title: "time of day (scenario clock)",
    titleY: 31,
    titleBaseline: "bottom",
    grid: false,
    labelFlush: false,
    labelOverlap: false,
  };
  const scales = {
    x: { ...x, scale: { domain: [time.fromMs, time.toMs], nice: false, zero: false }, axis },
    y: {
      field: "value",
      type: "quantitative",
      scale: { type: time.kind, domain: time.domain, nice: false, clamp: time.kind === "log" },
      axis: valueAxis(chart, time.domain, frame),
    },
  };
  return {
    layer: [
      // An invisible layer owns both scales, so that a chart without a point still has its axes.
      { data: { values: [] }, mark: { type: "point", aria: false }, encoding: scales },
      ...bandLayer("faults", time.marks.faults ?? [], { fill: "url(#hatch-fault)" }),
      ...bandLayer("bands", time.marks.bands ?? [], { fill: "url(#hatch-mask)" }),
      ...seriesLayers(chart, time, frame),
      ...roundLayers(view, time.marks.rounds ?? [], frame),
      ...limitLayers(chart),
    ],
  };
}

function tableOf(view: View, chart: TimeChart, time: TimeAxis): Table {
  const format = FORMATS[chart.unit];
  const columns = chart.series.map((s) => coarse(within(s.of, time.fromMs, time.toMs), TABLE_ROWS));
  const longest = columns.reduce<Windowed | undefined>(
    (most, column) => (most === undefined || column.values.length > most.values.length ? column : most),
    undefined,
  );
  const rows = (longest?.values ?? []).map((_, w) => {
    const atMs = (longest?.fromMs ?? 0) + w * (longest?.windowMs ?? 1);
    return [view.clock.time(atMs), ...columns.map((column) => format(column.values[w] ?? null))];
  });
  const spanText = duration(longest?.windowMs ?? 0);
  return {
    caption: chart.tableCaption ?? `${chart.axis}: the highest value in each ${spanText}`,
    columns: ["from", ...chart.series.map(({ name }) => name)],
    rows,
  };
}

/** A chart over the scenario's clock: lines or stacked areas, faults and bands shaded, rounds numbered. */
export function timeChart(view: View, chart: TimeChart): Drawing {
  const range = chart.range ?? view;
  const inRange = (i: Interval): boolean => i.toMs > range.fromMs && i.fromMs < range.toMs;
  const starting = view.rounds.filter((i) => i.fromMs >= range.fromMs && i.fromMs < range.toMs);
  const time: TimeAxis = {
    kind: chart.scale ?? "linear",
    domain: domainOf(chart),
    unit: chart.unit,
    stacked: chart.stacked === true,
    fromMs: range.fromMs,
    toMs: range.toMs,
    marks: {
      faults: view.faults.filter(inRange),
      bands: (chart.bands ?? []).filter(inRange),
      rounds: starting,
      roundTicks: starting,
    },
  };
  return {
    lead: chart.lead,
    spec: (frame) => specOf(view, chart, time, frame),
    series: chart.series,
    table: tableOf(view, chart, time),
    time,
    notes: chart.notes ?? [],
  };
}
