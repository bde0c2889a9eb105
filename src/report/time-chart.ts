import type { Drawing, Series, Spec, Table, TimeAxis, Unit } from "./chart.ts";
import { coarse, worthDrawing } from "./sampling.ts";
import { type Frame, type Ink, POINTS_MAX } from "./tokens.ts";
import { domainOf, formatOf, labels, valueAxis } from "./value-axis.ts";
import type { Interval, View, Windowed } from "./view.ts";
import { duration } from "./words.ts";

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
    tickCount: ticks.length,
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
      ...bandLayer("bands", time.marks.bands ?? [], { fill: "url(#hatch-band)" }),
      ...seriesLayers(chart, time, frame),
      ...roundLayers(view, time.marks.rounds ?? [], frame),
      ...limitLayers(chart),
    ],
  };
}

function tableOf(view: View, chart: TimeChart, time: TimeAxis): Table {
  const format = formatOf(chart.unit);
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
