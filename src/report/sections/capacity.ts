import type { Step } from "../../result/result.ts";
import type { Windowed } from "../view.ts";
import { familyMetric, highest, partMetric, peakOf, type View } from "../view.ts";

/** A part's fullest window and what it says about room. */
export interface Room {
  readonly family: string;
  readonly part: string;
  readonly what: string;
  readonly peak: number;
  /** Where the peak stands in the result, below `series.parts`. */
  readonly at: readonly [family: string, part: string, metric: string, window: string];
  readonly atMs: number;
  /** Share of what came to it that it turned away or dropped in its worst window; 0 where it took everything. */
  readonly lost: number;
  /** What loads it, and how many of those a second would fill it, if its load grows with them; null where none came. */
  readonly driver: Driver;
  readonly fullAtRps: number | null;
}

/** Less than this may be chance: a part is full when it turns more away. */
const LOST_MIN = 0.001;

/** Where there is no room left: a part that guards itself turns requests away before it is busy all the time. */
export const isFull = ({ peak, lost }: Room): boolean => peak >= 1 || lost > LOST_MIN;

/** How much more of what loads it a part could take, as a share of what it had; 0 where it is full. */
export const growth = (room: Room): number => (isFull(room) ? 0 : 1 / room.peak - 1);

/** "6.4 % more", "12 times as much": the room that a part has left. */
export function roomText(room: Room): string {
  if (isFull(room)) return "none";
  const more = growth(room);
  return more >= 2 ? `${rough(1 + more)} times as much` : `${rough(100 * more)}\u00a0% more`;
}

/** An estimate: two digits. */
const rough = (value: number): string => String(Number(value.toPrecision(2)));

/** What a family says of requests that it did not take. */
export const LOSSES: Readonly<Record<string, string>> = { clusters: "rejectShare", carriers: "dropShare" };

/** Shakes load what stands before the sets; what comes of packets loads the sets and the lines between them. */
export type Driver = "shakes" | "packet requests";

const STEPS_OF: Readonly<Record<Driver, readonly Step[]>> = {
  shakes: ["shake"],
  "packet requests": ["send", "grab", "open", "share"],
};

const WATCHED: readonly (readonly [family: string, metric: string, what: string, driver: Driver])[] = [
  ["clusters", "utilisation", "access cluster, servers", "shakes"],
  ["carriers", "upUtilisation", "carrier entry, uplink", "shakes"],
  ["carriers", "downUtilisation", "carrier entry, downlink", "shakes"],
  ["lines", "utilisation", "line", "packet requests"],
  ["sets", "utilisation", "set", "packet requests"],
];

/** Offered in the fullest second of a window, of all steps of a driver [1/s]. */
function offeredNear(view: View, driver: Driver, of: Windowed, window: number): number {
  const { fromMs, stepWindowMs, steps } = view.result.series;
  const from = Math.floor((of.fromMs + window * of.windowMs - fromMs) / stepWindowMs);
  const seconds = Array.from({ length: Math.ceil(of.windowMs / stepWindowMs) }, (_, i) =>
    STEPS_OF[driver].reduce((sum, step) => sum + (steps[step].offered[from + i] ?? 0), 0),
  );
  return (highest(seconds) * 1000) / stepWindowMs;
}

/** Every part that reports a utilisation, fullest first; equal ones by name, so that the order never depends on luck. */
export function rooms(view: View): Room[] {
  const found = WATCHED.flatMap(([family, metric, what, driver]) =>
    familyMetric(view, family, metric).flatMap(({ part, of }): Room[] => {
      const peak = peakOf(of);
      // A line as a whole repeats its fuller direction.
      if (peak === undefined || (family === "lines" && isWhole(view, part))) return [];
      return [
        {
          family,
          part,
          what,
          peak: peak.value,
          at: [family, part, metric, String(peak.window)],
          atMs: peak.atMs,
          lost: lossOf(view, family, part, () => true),
          driver,
          fullAtRps: fullAt(view, family, part, driver, of),
        },
      ];
    }),
  );
  const rank = (room: Room): number => (isFull(room) ? 1 + room.lost : room.peak);
  return found.sort((a, b) => rank(b) - rank(a) || b.peak - a.peak || (a.part < b.part ? -1 : 1));
}

/** The greatest share that a part turned away, in the windows asked for. */
function lossOf(view: View, family: string, part: string, where: (window: number) => boolean): number {
  const metric = LOSSES[family];
  const of = metric === undefined ? undefined : partMetric(view, family, part, metric);
  return of?.values.reduce<number>((most, v, w) => (where(w) ? Math.max(most, v ?? 0) : most), 0) ?? 0;
}

/** What loaded it in its fullest window, less what it turned away there, grown until it is busy all the time. */
function fullAt(view: View, family: string, part: string, driver: Driver, of: Windowed): number | null {
  const peak = peakOf(of);
  const loadRps = peak === undefined ? 0 : offeredNear(view, driver, of, peak.window);
  if (peak === undefined || peak.value <= 0 || loadRps <= 0) return null;
  const taken = 1 - lossOf(view, family, part, (window) => window === peak.window);
  return (loadRps * taken) / Math.min(1, peak.value);
}

function isWhole(view: View, part: string): boolean {
  const lines = Object.keys(view.result.series.parts.lines ?? {});
  return !part.includes(":") && lines.some((name) => name.startsWith(`${part}:`));
}

/** The fullest part of each kind, fullest kind first. */
export function fullestOfEach(found: readonly Room[]): Room[] {
  const kinds = new Map<string, Room>();
  for (const room of found) if (!kinds.has(room.what)) kinds.set(room.what, room);
  return [...kinds.values()];
}
