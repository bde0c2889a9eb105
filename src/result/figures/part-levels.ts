import type { Result } from "../result.ts";
import type { Observation } from "./figure.ts";
import type { Span } from "./span.ts";

/** Parts with a load of their own, and the series that tell it. */
export const LOADED = ["carriers", "clusters", "lines", "sets"] as const;
export type LoadedFamily = (typeof LOADED)[number];

const LOAD_METRICS: Readonly<Record<LoadedFamily, readonly string[]>> = {
  carriers: ["upUtilisation", "downUtilisation"],
  clusters: ["utilisation"],
  lines: ["utilisation"],
  sets: ["utilisation"],
};

/** What a part is to be looked at for. */
export interface LevelOf {
  /** Family of series.parts. */
  family: string;
  /** Of several metrics the highest counts. */
  metrics: readonly string[];
  /** The part that a series belongs to; undefined for a series that is none of a part. */
  partOf(series: string): string | undefined;
}

/** Utilisation: of a carrier's two ways, and of a line's two directions, the fuller. */
export function loadOf(family: LoadedFamily): LevelOf {
  return {
    family,
    metrics: LOAD_METRICS[family],
    partOf: (series) => (family === "lines" ? series.slice(0, series.indexOf(":")) : series),
  };
}

/** Age of the oldest message in each set's queue of this name [ms]. */
export function queueAgeOf(queue: string): LevelOf {
  return { family: "queues", metrics: ["oldestAgeMs"], partOf: (series) => before(`/${queue}`, series) };
}

/** How far the copies of a set lag behind, the worst of them [ms]. */
export const REPLICA_LAG: LevelOf = {
  family: "replicas",
  metrics: ["lagMaxMs"],
  partOf: (series) => series.slice(0, series.lastIndexOf("/")),
};

/**
 * The highest level of any of the parts in the windows that lie wholly within a span; null where none has one. In one
 * run, and not of each part over all runs: which set is the fullest is another one every night.
 *
 * @param parts the parts looked at; all where undefined.
 */
export function highestLevel(
  result: Result,
  of: LevelOf,
  parts: ReadonlySet<string> | undefined,
  span: Span,
): Observation {
  const { fromMs, partWindowMs } = result.series;
  const first = Math.max(0, Math.ceil((span.fromMs - fromMs) / partWindowMs));
  const end = Math.floor((span.toMs - fromMs) / partWindowMs);
  let worst: { value: number; part: string; atMs: number } | undefined;
  let samples = 0;
  for (const [series, metrics] of Object.entries(result.series.parts[of.family] ?? {})) {
    const part = of.partOf(series);
    if (part === undefined || parts?.has(part) === false) continue;
    for (const metric of of.metrics) {
      const values = metrics[metric] ?? [];
      for (let i = first; i < Math.min(end, values.length); i++) {
        const value = values[i] ?? null;
        if (value === null) continue;
        samples++;
        if (worst === undefined || value > worst.value)
          worst = { value, part, atMs: fromMs + i * partWindowMs };
      }
    }
  }
  return { kind: "level", samples, ...(worst ?? { value: null }) };
}

function before(end: string, text: string): string | undefined {
  return text.endsWith(end) ? text.slice(0, -end.length) : undefined;
}
