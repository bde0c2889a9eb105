import type { Simulation } from "../../kernel/simulation.ts";

/** Reads one figure of a part over the window that has just ended; null where there was no sample. */
export type Probe = (windowMs: number) => number | null;

/**
 * Figures of parts, one value a window: family ("sets") -> part ("set-07") -> metric ("utilisation"). Parts are asked
 * at the end of each window and know nothing of being watched.
 */
export class PartSeries {
  readonly values = new Map<string, Map<string, Map<string, (number | null)[]>>>();
  private readonly probes: { probe: Probe; values: (number | null)[] }[] = [];

  /** Has `probe` asked at the end of every window. */
  watch(family: string, part: string, metric: string, probe: Probe): void {
    const values: (number | null)[] = [];
    const parts = this.values.get(family) ?? new Map<string, Map<string, (number | null)[]>>();
    const metrics = parts.get(part) ?? new Map<string, (number | null)[]>();
    this.values.set(family, parts.set(part, metrics.set(metric, values)));
    this.probes.push({ probe, values });
  }

  /**
   * Samples in windows of windowMs from fromMs on, the last one ending at or before untilMs; `before` is called first
   * each time.
   */
  start(sim: Simulation, windowMs: number, fromMs: number, untilMs: number, before?: () => void): void {
    const handler = sim.register((window) => {
      before?.();
      for (const { probe, values } of this.probes) {
        const value = probe(windowMs);
        // The first look only sets what later ones are compared with.
        if (window > 0) values.push(value);
      }
      const nextMs = fromMs + (window + 1) * windowMs;
      if (nextMs <= untilMs) sim.at(nextMs, handler, window + 1);
    }, "sample parts");
    sim.at(fromMs, handler, 0);
  }
}

/** The growth of a running total since the last time it was asked for. */
export function growth(total: () => number): () => number {
  let before = 0;
  return () => {
    const now = total();
    const grown = now - before;
    before = now;
    return grown;
  };
}

/** The ratio of two growths; null where the second is 0. */
export function growthRatio(above: () => number, below: () => number): Probe {
  const numerator = growth(above);
  const denominator = growth(below);
  return () => {
    const n = numerator();
    const d = denominator();
    return d > 0 ? n / d : null;
  };
}
