import type { Series, TimeAxis } from "./chart.ts";
import type { Figure } from "./figure.ts";
import { loads, strikes } from "./map/load.ts";
import { coarse } from "./sampling.ts";
import { eventLine } from "./sections/happenings.ts";
import { shorten } from "./tame.ts";
import type { Interval, View, Windowed } from "./view.ts";

/** Steps of the playback at most: a minute each over the gala. */
const MAP_STEPS_MAX = 300;

/** The line under the slider names what happens; a run may hold thousands of events. */
const EVENTS_MAX = 400;

/** Three significant digits in as few characters as JSON numbers allow: 13,912,345 as "139e5". */
function short(value: number): string {
  if (value === 0) return "0";
  const [mantissa = "0", exponent = "0"] = value.toExponential(2).split("e");
  const digits = mantissa.replace(".", "").replace(/(\d)0+$/, "$1");
  const sign = digits.startsWith("-") ? 1 : 0;
  const power = Number(exponent) - (digits.length - sign - 1);
  const plain = String(Number(`${digits}e${power}`));
  const scientific = `${digits}e${power}`;
  return plain.length <= scientific.length ? plain : scientific;
}

/** Values as text: "," between, nothing for no sample, "v*n" for n equal ones in a row. */
export function packed(values: readonly string[]): string {
  const runs: string[] = [];
  for (let from = 0; from < values.length; ) {
    const value = values[from] ?? "";
    let to = from + 1;
    while (values[to] === value) to++;
    runs.push(
      to - from > 2 ? `${value}*${to - from}` : Array.from({ length: to - from }, () => value).join(","),
    );
    from = to;
  }
  return runs.join(",");
}

const packedNumbers = (of: Windowed): string => packed(of.values.map((v) => (v === null ? "" : short(v))));

type Span = readonly [fromMs: number, toMs: number];
const spans = (intervals: readonly Interval[]): Span[] => intervals.map(({ fromMs, toMs }) => [fromMs, toMs]);

function chartData(
  figure: Figure,
  time: TimeAxis,
  series: readonly Series[],
  index: (of: Windowed) => number,
): object {
  return {
    id: figure.chart.id,
    ...time,
    marks: Object.fromEntries(Object.entries(time.marks).map(([name, of]) => [name, spans(of)])),
    frames: figure.frames.map(({ width, height, left, top }) => [width, height, left, top]),
    series: series.map(({ name, mark, of }) => ({ name, mark, data: index(of) })),
  };
}

/** What the live view needs and the static page does not show: every series at its full resolution, and the map's steps. */
export function liveData(view: View, figures: readonly Figure[]): object {
  const sets: { fromMs: number; windowMs: number; packed: string }[] = [];
  const seen = new Map<readonly (number | null)[], number>();
  // Charts share series (the evening and its peak): each is written once.
  const index = (of: Windowed): number => {
    const known = seen.get(of.values);
    if (known !== undefined) return known;
    seen.set(of.values, sets.length);
    return sets.push({ fromMs: of.fromMs, windowMs: of.windowMs, packed: packedNumbers(of) }) - 1;
  };
  const charts = figures.flatMap((figure) => {
    const time = figure.drawing?.time;
    return time === undefined ? [] : [chartData(figure, time, figure.drawing?.series ?? [], index)];
  });
  const { timeline } = view.result;
  return {
    startOfDayMs: view.clock.startOfDayMs,
    fromMs: view.fromMs,
    toMs: view.toMs,
    sets,
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
  const parts = nodes.flatMap((node, i) => {
    const load = loadOf(node);
    if (load === undefined) return [];
    const of = coarse(load.of, MAP_STEPS_MAX);
    const utilisation = load.measure === "utilisation";
    const text = of.values.map((v) =>
      v === null ? "" : String(utilisation ? Math.round(v * 100) : load.shade(v)),
    );
    return [{ node: i, utilisation, fromMs: of.fromMs, windowMs: of.windowMs, packed: packed(text) }];
  });
  const at = (intervals: readonly Interval[]): (readonly [number, number, number])[] =>
    intervals.flatMap(({ fromMs, toMs, part }) =>
      nodes.flatMap((node, i) => (strikes(part, node) ? [[fromMs, toMs, i] as const] : [])),
    );
  return { parts, faults: at(view.faults), masks: at(view.masks) };
}
