import type { Figure, Observation } from "../../src/result/figures/figure.ts";

/** A figure of one replication; a test changes what it asks about. */
export function figureOf(of: Observation, changes: Partial<Figure> = {}): Figure {
  return {
    id: "f",
    text: "f",
    unit: "ms",
    better: "less",
    take: "mean",
    samplesMin: 1,
    badSlices: 0,
    fromMs: 0,
    toMs: 1000,
    sliceMs: 1000,
    parts: [{ part: "", slices: [of] }],
    ...changes,
  };
}

export const level = (value: number | null): Observation => ({ kind: "level", value, samples: 1 });
export const ratio = (part: number, whole: number): Observation => ({
  kind: "ratio",
  part,
  whole,
  samples: whole,
});
