import type { Windowed } from "../view.ts";
import { familyMetric, highest, peakOf, type View } from "../view.ts";

/** A part's fullest window and what it says about room. */
export interface Room {
  readonly family: string;
  readonly part: string;
  readonly what: string;
  readonly peak: number;
  readonly atMs: number;
  /** Shakes offered in the fullest second of that window [1/s]. */
  readonly shakesRps: number;
}

const WATCHED: readonly (readonly [family: string, metric: string, what: string])[] = [
  ["clusters", "utilisation", "access cluster, servers"],
  ["carriers", "upUtilisation", "carrier entry, uplink"],
  ["carriers", "downUtilisation", "carrier entry, downlink"],
  ["lines", "utilisation", "line"],
  ["sets", "utilisation", "set"],
];

function offeredNear(view: View, of: Windowed, window: number): number {
  const { fromMs, stepWindowMs, steps } = view.result.series;
  const from = Math.floor((of.fromMs + window * of.windowMs - fromMs) / stepWindowMs);
  const seconds = steps.shake.offered.slice(from, from + Math.ceil(of.windowMs / stepWindowMs));
  return seconds.length === 0 ? 0 : (highest(seconds) * 1000) / stepWindowMs;
}

/** Every part that reports a utilisation, fullest first; equal ones by name, so that the order never depends on luck. */
export function rooms(view: View): Room[] {
  const found = WATCHED.flatMap(([family, metric, what]) =>
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
          atMs: peak.atMs,
          shakesRps: offeredNear(view, of, peak.window),
        },
      ];
    }),
  );
  return found.sort((a, b) => b.peak - a.peak || (a.part < b.part ? -1 : 1));
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
