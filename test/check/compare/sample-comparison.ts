import type { ComparedFigure, Comparison } from "../../../src/result/compare/comparison.ts";

/** A figure that is worse; a test changes what it asks about. */
export function sampleCompared(changes: Partial<ComparedFigure> = {}): ComparedFigure {
  return {
    id: "shake.client.p99",
    text: "p99 of shake",
    unit: "ms",
    better: "less",
    a: 100,
    b: 150,
    change: 50,
    relative: 0.5,
    low: 40,
    high: 60,
    p: 0.0001,
    pOfAll: 0.0003,
    move: "worse",
    samples: { a: 1000, b: 1000 },
    ...changes,
  };
}

/** Two sides, five pairs, three figures; a test changes what it asks about. */
export function sampleComparison(changes: Partial<Comparison> = {}): Comparison {
  const a: Comparison["a"] = {
    file: "night.yaml",
    name: "A night",
    description: "",
    sha256: "0".repeat(64),
    flags: [],
    engine: "0.1.0",
    k: 319,
    seeds: ["gala", "gala/2", "gala/3", "gala/4", "gala/5"],
    incomplete: [],
  };
  return {
    format: "hongbao-comparison",
    version: 1,
    engine: { name: "hongbao", version: "0.1.0" },
    a,
    b: { ...a, flags: ["--set", "access.servers=500"], sha256: "1".repeat(64) },
    paired: true,
    pairs: 5,
    flags: ["--from", "22:29"],
    confidence: 0.95,
    changes: [{ path: "access.servers", before: "638", after: "500" }],
    figures: [
      sampleCompared(),
      sampleCompared({
        id: "grab.refused",
        text: "grabs refused",
        unit: "share",
        a: 0.02,
        b: 0.01,
        change: -0.01,
        relative: -0.5,
        low: null,
        high: null,
        pOfAll: 0.2,
        move: "perhaps better",
      }),
      sampleCompared({ id: "same", text: "the same", b: 100, change: 0, relative: 0, move: "same" }),
    ],
    leftOut: [],
    complete: true,
    ...changes,
  };
}
