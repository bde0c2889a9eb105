import type { TimeAxis } from "./chart.ts";
import type { Figure } from "./figure.ts";
import { isCompact } from "./map/layout.ts";
import { loads, strikes } from "./map/load.ts";
import { packed, packedNumbers } from "./packed.ts";
import { coarse } from "./sampling.ts";
import { eventLine } from "./sections/happenings.ts";
import { shorten } from "./tame.ts";
import type { Interval, View, Windowed } from "./view.ts";

/** Steps of the playback at most: a minute each over the gala. */
const MAP_STEPS_MAX = 300;

/** The line under the slider names what happens; a run may hold thousands of events. */
const EVENTS_MAX = 400;

/** Values of all series together: seconds of a gala. Longer nights, and two compared, are read in wider windows. */
const VALUES_MAX = 250_000;
const WINDOWS_MIN = 2000;

/** Values of the whole map: with more parts, playback takes longer steps. */
const MAP_VALUES_MAX = 60_000;
const MAP_STEPS_MIN = 20;

/** Signs of the map that come and go. */
const SIGNS_MAX = 4000;

type Span = readonly [fromMs: number, toMs: number];
const spans = (intervals: readonly Interval[]): Span[] => intervals.map(({ fromMs, toMs }) => [fromMs, toMs]);

/** Lists that many charts share, each kept once and named by its place. */
function shelf<Key, T>(): { kept: T[]; place: (key: Key, of: T) => number } {
  const kept: T[] = [];
  const places = new Map<Key, number>();
  const place = (key: Key, of: T): number => {
    const known = places.get(key) ?? kept.push(of) - 1;
    places.set(key, known);
    return known;
  };
  return { kept, place };
}

function chartData(
  figure: Figure,
  time: TimeAxis,
  index: (of: Windowed) => number,
  span: (of: readonly Interval[]) => number,
): object {
  const { series, ...axis } = time;
  return {
    id: figure.chart.id,
    ...axis,
    marks: Object.fromEntries(Object.entries(time.marks).map(([name, of]) => [name, span(of)])),
    frames: figure.frames.map(({ width, height, left, top }) => [width, height, left, top]),
    series: series.map(({ name, mark, of, low }) => ({
      name,
      mark,
      data: index(of),
      ...(low === undefined ? {} : { low: index(low) }),
    })),
  };
}

/** All series as text, the longest in wider windows where all together would take too much room. */
function packedSets(series: readonly Windowed[]): object[] {
  const sum = (most: number): number =>
    series.reduce((total, { values }) => total + Math.min(values.length, most), 0);
  let most = series.reduce((longest, { values }) => Math.max(longest, values.length), 0);
  while (most > WINDOWS_MIN && sum(most) > VALUES_MAX) most = Math.ceil(most / 2);
  return series.map((of) => {
    const { fromMs, windowMs, values } = coarse(of, most);
    return { fromMs, windowMs, packed: packed(values) };
  });
}

/** What the live view needs and the static page does not show: every series at its full resolution, and the map's steps. */
export function liveData(view: View, figures: readonly Figure[]): object {
  // Charts share series (the evening and its peak): each is written once.
  const series = shelf<readonly (number | null)[], Windowed>();
  const intervals = shelf<string, Span[]>();
  const span = (of: readonly Interval[]): number => intervals.place(JSON.stringify(spans(of)), spans(of));
  const charts = figures.flatMap((figure) => {
    const time = figure.drawing?.time;
    return time === undefined ? [] : [chartData(figure, time, (of) => series.place(of.values, of), span)];
  });
  const { timeline } = view.result;
  return {
    startOfDayMs: view.clock.startOfDayMs,
    fromMs: view.fromMs,
    toMs: view.toMs,
    sets: packedSets(series.kept),
    spans: intervals.kept,
    charts,
    map: mapData(view),
    events: timeline
      .filter(({ kind }) => kind !== "probe")
      .slice(0, EVENTS_MAX)
      .map(({ atMs, untilMs, kind, part, text }) => [
        atMs,
        untilMs ?? null,
        eventLine(kind, shorten(part, 80), shorten(text, 160)),
      ]),
  };
}

function mapData(view: View): object {
  const { nodes } = view.result.topology;
  const loadOf = loads(view);
  const drawn = isCompact(nodes) ? nodes.filter(({ kind }) => kind !== "replica" && kind !== "queue") : nodes;
  const steps = Math.max(MAP_STEPS_MIN, Math.min(MAP_STEPS_MAX, Math.floor(MAP_VALUES_MAX / drawn.length)));
  const shown = new Set(drawn);
  const clocks = shelf<string, readonly [fromMs: number, windowMs: number]>();
  const parts = nodes.flatMap((node, i) => {
    const load = shown.has(node) ? loadOf(node) : undefined;
    if (load === undefined) return [];
    const of = coarse(load.of, steps);
    const utilisation = load.measure === "utilisation";
    const values = of.values.map((v) =>
      v === null ? null : utilisation ? Math.round(v * 100) : load.shade(v),
    );
    const clock = clocks.place(`${of.fromMs} ${of.windowMs}`, [of.fromMs, of.windowMs]);
    return [[i, utilisation ? 1 : 0, clock, packedNumbers(values)] as const];
  });
  const at = (intervals: readonly Interval[]): (readonly [number, number, number])[] =>
    intervals
      .slice(0, SIGNS_MAX)
      .flatMap(({ fromMs, toMs, part }) =>
        nodes.flatMap((node, i) => (strikes(part, node) ? [[fromMs, toMs, i] as const] : [])),
      )
      .slice(0, SIGNS_MAX);
  return { clocks: clocks.kept, parts, faults: at(view.faults), masks: at(view.masks) };
}
