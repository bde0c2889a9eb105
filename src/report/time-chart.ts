import { LABEL_FLUSH_PX, roomForTitle, titleBelow } from "./axis-title.ts";
import { beforeInk, bothLeads } from "./before.ts";
import { plotLayer, TICKS, TICKS_MAX } from "./both-sizes.ts";
import type { Drawing, Series, Spec, Table, TimeAxis, Unit } from "./chart.ts";
import { within } from "./placed.ts";
import { coarse } from "./sampling.ts";
import { joined } from "./spans.ts";
import { bandLayer, limitLayers, roundLayers, seriesLayers } from "./time-layers.ts";
import { type Frame, PHONE } from "./tokens.ts";
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
  /** Foot of a logarithmic axis at least; whatever is lower, nought too, is drawn there. */
  readonly footAtLeast?: number;
  /** Draws at most so many windows, each the highest of those it covers: for what jumps from window to window. */
  readonly highest?: number;
  readonly limits?: readonly { readonly value: number; readonly text: string }[];
  readonly range?: { readonly fromMs: number; readonly toMs: number };
  /** Bands besides faults, hatched as masks: "masked", "on backup". */
  readonly bands?: readonly Interval[];
  /** Shades when some set was on a rung. */
  readonly rungs?: boolean;
  readonly notes?: readonly string[];
  readonly tableCaption?: string;
}

/** Rows of the table behind a chart over time. */
const TABLE_ROWS = 54;
/** Shaded bands of a kind, and rounds: more would be a carpet. */
const BANDS_MAX = 60;
const ROUNDS_MAX = 60;

const byTime = (of: readonly Interval[]): Interval[] => [...of].sort((a, b) => a.fromMs - b.fromMs);

function specOf(view: View, chart: TimeChart, time: TimeAxis, frame: Frame): Spec {
  const ticks = [frame, PHONE].flatMap((one) => view.clock.ticksOf(time, one));
  const x = { field: "atMs", type: "quantitative" };
  const axis = {
    values: TICKS,
    labelExpr: labels(ticks.map((ms) => [ms, view.clock.time(ms)])),
    ...titleBelow("time of day (scenario clock)"),
    grid: false,
    labelFlush: LABEL_FLUSH_PX,
    labelOverlap: false,
    tickCount: TICKS_MAX,
  };
  const scales = {
    x: { ...x, scale: { domain: [time.fromMs, time.toMs], nice: false, zero: false }, axis },
    y: {
      field: "value",
      type: "quantitative",
      scale: { type: time.kind, domain: time.domain, nice: false, clamp: time.kind === "log" },
      axis: valueAxis(chart, time.domain),
    },
  };
  return {
    layer: [
      ...bandLayer("faults", time.marks.faults ?? [], "url(#hatch-fault)"),
      ...bandLayer("bands", time.marks.bands ?? [], "url(#hatch-band)"),
      ...bandLayer("rungs", time.marks.rungs ?? [], "url(#hatch-rung)"),
      plotLayer(scales),
      ...seriesLayers(chart.series, time, frame),
      ...roundLayers(view, time.marks.rounds ?? []),
      ...limitLayers(chart.limits ?? [], time),
    ],
  };
}

function tableOf(view: View, chart: TimeChart, time: TimeAxis): Table {
  const format = formatOf(chart.unit);
  const columns = chart.series.flatMap(({ name, of, low }) => {
    const most = coarse(within(of, time.fromMs, time.toMs), TABLE_ROWS);
    if (low === undefined) return [{ name, of: most }];
    const least = coarse(within(low, time.fromMs, time.toMs), TABLE_ROWS, "least");
    return [
      { name: `${name}: lowest`, of: least },
      { name: `${name}: highest`, of: most },
    ];
  });
  const longest = columns.reduce<Windowed | undefined>(
    (most, { of }) => (most === undefined || of.values.length > most.values.length ? of : most),
    undefined,
  );
  const rows = (longest?.values ?? []).map((_, w) => {
    const atMs = (longest?.fromMs ?? 0) + w * (longest?.windowMs ?? 1);
    return [view.clock.time(atMs), ...columns.map(({ of }) => format(of.values[w] ?? null))];
  });
  const spanText = duration(longest?.windowMs ?? 0);
  return {
    caption: chart.tableCaption ?? `${chart.axis}: the highest value in each ${spanText}`,
    columns: ["from", ...columns.map(({ name }) => name)],
    rows,
  };
}

function axisOf(view: View, chart: TimeChart): TimeAxis {
  const range = chart.range ?? view;
  const inRange = (i: Interval): boolean => i.toMs > range.fromMs && i.fromMs < range.toMs;
  const starting = view.rounds
    .filter((i) => i.fromMs >= range.fromMs && i.fromMs < range.toMs)
    .slice(0, ROUNDS_MAX);
  return {
    kind: chart.scale ?? "linear",
    domain: domainOf(chart),
    unit: chart.unit,
    stacked: chart.stacked === true,
    highest: chart.highest ?? null,
    fromMs: range.fromMs,
    toMs: range.toMs,
    series: chart.series,
    marks: {
      faults: joined(view.faults.filter(inRange), BANDS_MAX),
      bands: joined(byTime((chart.bands ?? []).filter(inRange)), BANDS_MAX),
      rungs: chart.rungs === true ? joined(view.onRungs.filter(inRange), BANDS_MAX) : [],
      rounds: starting,
      roundTicks: starting,
    },
  };
}

/** How wide the windows are that `highest` leaves, in words; undefined where nothing is folded. */
function foldedText(chart: TimeChart): string | undefined {
  const of = chart.series[0]?.of;
  if (of === undefined || chart.highest === undefined || of.values.length <= chart.highest) return undefined;
  return `Each point is the highest of its ${duration(coarse(of, chart.highest).windowMs)}.`;
}

/** The lines of the run before: thinner, in grey, areas by their upper edges. */
function ghosts(chart: TimeChart): Series[] {
  const areas = chart.series.filter(({ mark }) => mark === "area");
  return chart.series.flatMap((one): Series[] => {
    const never = !one.of.values.some((v) => v !== null && v !== 0);
    if (one.mark === "band" || (one.mark === "area" && never)) return [];
    const below = chart.stacked === true && one.mark === "area" ? areas.slice(0, areas.indexOf(one)) : [];
    const values = one.of.values.map((v, w) =>
      v === null ? null : below.reduce((sum, { of }) => sum + (of.values[w] ?? 0), v),
    );
    const ink = { ...beforeInk(one.ink), ...(one.mark === "area" ? { dash: [3, 2] } : {}) };
    return [
      {
        name: `${one.name} (A)`,
        mark: one.mark === "step" ? "step" : "line",
        ink,
        of: { ...one.of, values },
      },
    ];
  });
}

/** Both runs in one chart: what is drawn as ever is B, the run after the change. */
function withBefore(chart: TimeChart, before: TimeChart): TimeChart {
  const own = chart.series.map((one) => ({ ...one, name: `${one.name} (B)` }));
  return { ...chart, lead: bothLeads(before.lead, chart.lead), series: [...own, ...ghosts(before)] };
}

/** A chart over the scenario's clock: lines or stacked areas, faults and bands shaded, rounds numbered. */
export function timeChart(view: View, chart: TimeChart): Drawing {
  const time = axisOf(view, chart);
  const folded = foldedText(chart);
  return {
    lead: chart.lead,
    spec: (frame) => specOf(view, chart, time, frame),
    ticks: (frame) => view.clock.ticksOf(time, frame),
    axisTitle: { text: chart.axis, abovePx: 26 },
    frame: (frame) => roomForTitle(chart.axis, frame),
    keys: chart.series,
    table: tableOf(view, chart, time),
    time,
    notes: [...(folded === undefined ? [] : [folded]), ...(chart.notes ?? [])],
    from: { family: "time", chart },
    beside: (before) => timeChart(view, before.family === "time" ? withBefore(chart, before.chart) : chart),
  };
}
