import type { Figure, Observation } from "../result/figures/figure.ts";
import { LogBinSum } from "../stats/log-bins.ts";
import {
  type Bounds,
  type Clusters,
  largestCluster,
  type Reach,
  shareBounds,
  valueBounds,
} from "./bounds.ts";
import { quantileOf } from "./quantile-cell.ts";

/** One part in one slice over all replications, merged. */
export interface Cell {
  part: string;
  slice: number;
  /** Of all replications together; NaN without a sample. */
  value: number;
  /** Simulated samples of all replications. */
  samples: number;
  bounds(reach: Reach): Bounds;
  /** The same without one replication each. */
  without(): readonly number[];
}

/**
 * Merges what replications say about a figure, part by part and slice by slice. Times are merged as histograms, shares
 * and rates as counts, levels as a mean over replications; the quantile, the ratio, the mean is taken after that.
 *
 * @param figures the same figure, one of each replication.
 */
export function cellsOf(figures: readonly Figure[]): Cell[] {
  const [first] = figures;
  if (first === undefined) return [];
  return first.parts.flatMap(({ part, slices }, p) =>
    slices.map((_, slice) => {
      const seen = figures.map((figure) => figure.parts[p]?.slices[slice]).filter((of) => of !== undefined);
      const samples = seen.reduce((sum, { samples }) => sum + samples, 0);
      return { part, slice, samples, ...merged(seen, first) };
    }),
  );
}

type Merged = Pick<Cell, "value" | "bounds" | "without">;

function merged(seen: readonly Observation[], figure: Figure): Merged {
  const times = seen.filter((of) => of.kind === "times");
  if (times.length > 0) return figure.take === "mean" ? meanOf(times) : quantileOf(times, figure.take);
  const ratios = seen.filter((of) => of.kind === "ratio");
  if (ratios.length > 0) return ratioOf(ratios, figure);
  return levelOf(seen.filter((of) => of.kind === "level"));
}

function meanOf(seen: readonly Extract<Observation, { kind: "times" }>[]): Merged {
  const sum = new LogBinSum(seen[0]?.binsAnOctave ?? 1);
  for (const of of seen) sum.add(of);
  const value = sum.mean;
  const without = seen.map((of) => {
    sum.add(of, -1);
    const left = sum.mean;
    sum.add(of);
    return Number.isNaN(left) ? value : left;
  });
  return { value, without: () => without, bounds: (reach) => valueBounds(value, without, reach) };
}

/**
 * What fails does so together: a set, a line, a full queue. So failures are taken to come twenty at a time, until the
 * runs show how they come; otherwise a few runs without any would pass what breaks in every tenth.
 */
const TOGETHER = 20;

function clustersOf(counts: readonly number[]): Clusters {
  return {
    least: Math.max(1, TOGETHER - Math.max(...counts)),
    most: Math.max(TOGETHER, largestCluster(counts)),
  };
}

function ratioOf(seen: readonly Extract<Observation, { kind: "ratio" }>[], { unit }: Figure): Merged {
  const part = seen.reduce((sum, of) => sum + of.part, 0);
  const whole = seen.reduce((sum, of) => sum + of.whole, 0);
  const less = (by: number) =>
    seen.map((of) =>
      whole > of.whole
        ? (part - by * whole - of.part + by * of.whole) / (whole - of.whole)
        : part / whole - by,
    );
  const value = part / whole;
  const without = () => less(0);
  if (unit === "share") {
    // Of what nearly always is the exceptions are what is rare.
    const rare = seen.map((of) => (2 * part > whole ? of.whole - of.part : of.part));
    return { value, without, bounds: (reach) => shareBounds(part, whole, less(0), reach, clustersOf(rare)) };
  }
  // Of attempts for each request those beyond the first are what one counts.
  if (unit === "factor" && part >= whole && part < 2 * whole)
    return {
      value,
      without,
      bounds: (reach) => {
        const more = clustersOf(seen.map((of) => of.part - of.whole));
        const { low, high } = shareBounds(part - whole, whole, less(1), reach, more);
        return { low: 1 + low, high: 1 + high };
      },
    };
  return { value, without, bounds: (reach) => valueBounds(value, less(0), reach) };
}

function levelOf(seen: readonly Extract<Observation, { kind: "level" }>[]): Merged {
  const values = seen.map(({ value }) => value).filter((value) => value !== null);
  const n = values.length;
  const sum = values.reduce((total, x) => total + x, 0);
  const value = n === seen.length && n > 0 ? sum / n : Number.NaN;
  // The jackknife of a mean is Student's t over replications, to the digit.
  const without = values.map((x) => (n > 1 ? (sum - x) / (n - 1) : value));
  return { value, without: () => without, bounds: (reach) => valueBounds(value, without, reach, values) };
}
