import type { Figure, Observation } from "../result/figures/figure.ts";
import { LogBinSum } from "../stats/log-bins.ts";
import { tQuantile } from "../stats/student.ts";

/** A figure of several runs together, and the bounds that it lies between. */
export interface MergedFigure {
  value: number;
  /** Without a bound where there are fewer than two runs. */
  low: number;
  high: number;
  /** Simulated samples of all runs. */
  samples: number;
}

/**
 * Merges the same figure of several runs: times as histograms, shares as counts, levels as a mean; what is taken is taken
 * of the sum. Of several parts and slices it is that of the worst part in the worst slice that is not let off.
 *
 * The bounds are Student's t with the jackknife's standard error (Efron 1982): the sum without one run at a time. A share
 * is never surer than that many independent samples would make it (Wilson 1927): nothing seen is not nothing there.
 *
 * @param alpha how often each of the two bounds may be wrong.
 * @returns undefined where there is no sample.
 */
export function mergedFigure(figures: readonly Figure[], alpha: number): MergedFigure | undefined {
  const [first] = figures;
  if (first === undefined) return undefined;
  const whole = worstOf(figures);
  if (whole === undefined) return undefined;
  const n = figures.length;
  if (n < 2) return { ...whole, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const without = figures.map((_, i) => worstOf(figures.filter((_, j) => j !== i))?.value ?? whole.value);
  const mean = without.reduce((sum, x) => sum + x, 0) / n;
  const error = Math.sqrt(((n - 1) / n) * without.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  const half = tQuantile(1 - alpha, n - 1) * error;
  const { value, samples } = whole;
  const counted =
    first.unit === "share" && whole.counted ? wilson(value, samples, alpha) : { low: value, high: value };
  return {
    value,
    samples,
    low: Math.min(value - half, counted.low),
    high: Math.max(value + half, counted.high),
  };
}

interface Worst {
  value: number;
  samples: number;
  /** The value is a share of the samples. */
  counted: boolean;
}

function worstOf(figures: readonly Figure[]): Worst | undefined {
  const [first] = figures;
  if (first === undefined) return undefined;
  const sign = first.better === "less" ? 1 : -1;
  const bySlice = new Map<number, Worst>();
  first.parts.forEach(({ slices }, part) => {
    slices.forEach((_, slice) => {
      const seen = figures.flatMap((figure) => figure.parts[part]?.slices[slice] ?? []);
      const merged = {
        ...mergedValue(seen, first.take),
        samples: seen.reduce((sum, { samples }) => sum + samples, 0),
      };
      if (Number.isNaN(merged.value)) return;
      const before = bySlice.get(slice);
      if (before === undefined || sign * merged.value > sign * before.value) bySlice.set(slice, merged);
    });
  });
  return [...bySlice.values()].sort((a, b) => sign * (b.value - a.value))[first.badSlices];
}

function mergedValue(seen: readonly Observation[], take: Figure["take"]): Omit<Worst, "samples"> {
  const [first] = seen;
  switch (first?.kind) {
    case "times": {
      const sum = new LogBinSum(first.binsAnOctave);
      for (const of of seen) if (of.kind === "times") sum.add(of);
      return { value: take === "mean" ? sum.mean : sum.quantile(take), counted: false };
    }
    case "ratio": {
      const total = (key: "part" | "whole") =>
        seen.reduce((sum, of) => sum + (of.kind === "ratio" ? of[key] : 0), 0);
      return { value: total("part") / total("whole"), counted: true };
    }
    case "level": {
      const values = seen.map((of) => (of.kind === "level" ? (of.value ?? Number.NaN) : Number.NaN));
      return { value: values.reduce((sum, x) => sum + x, 0) / values.length, counted: false };
    }
    case undefined:
      return { value: Number.NaN, counted: false };
  }
}

function wilson(share: number, n: number, alpha: number): { low: number; high: number } {
  const z = tQuantile(1 - alpha, 1e9);
  const centre = (share * n + (z * z) / 2) / (n + z * z);
  const half = (z / (n + z * z)) * Math.sqrt(Math.max(0, n * share * (1 - share)) + (z * z) / 4);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
