import type { Figure } from "../result/figures/figure.ts";
import { tQuantile } from "../stats/student.ts";
import type { Bounds } from "./bounds.ts";
import { type Cell, cellsOf } from "./cell.ts";
import { nthWorst } from "./nth-worst.ts";

/** What replications say about a figure: one number, and the bounds that it lies between. */
export interface Estimate {
  value: number;
  /** The true figure lies below `low` with a probability of at most alpha, and above `high` with at most alpha. */
  low: number;
  high: number;
  /** Simulated samples: of the slice that the value is of. */
  samples: number;
  /** Slices with too few samples are not judged. */
  slicesJudged: number;
  slices: number;
  /** The part and slice that the value is of. */
  part: string;
  slice: number;
}

/**
 * Merges the replications of a figure and bounds it.
 *
 * Where several parts or slices are looked at, the figure is that of the worst part in the (b + 1)-th worst slice, b
 * slices being let off. To be within a limit means that all slices but b are; to be beyond it, that b + 1 are. So the
 * good side of the interval (the one that lets a budget fail) is paid for by the number of parts and slices, the bad
 * side (the one that lets it pass) by b + 1: if b + 1 are truly beyond the limit, one of them would have to be missed.
 *
 * @param alpha how often each bound may be wrong.
 * @returns undefined where no slice has enough samples.
 */
export function estimateOf(figures: readonly Figure[], alpha: number): Estimate | undefined {
  const [figure] = figures;
  if (figure === undefined) return undefined;
  const cells = cellsOf(figures);
  const judged = cells.filter(({ samples, value }) => samples >= figure.samplesMin && !Number.isNaN(value));
  const slices = new Set(cells.map(({ slice }) => slice)).size;
  const slicesJudged = new Set(judged.map(({ slice }) => slice)).size;
  if (slicesJudged <= figure.badSlices) return undefined;
  const toFail = boundsOf(judged, alpha / judged.length, figures.length);
  const toPass = boundsOf(judged, alpha / (figure.badSlices + 1), figures.length);
  const more = figure.better === "more";
  const value = nthWorst(judged, (i) => (judged[i] as Cell).value, figure);
  const good = nthWorst(judged, (i) => (more ? toFail[i]?.high : toFail[i]?.low) ?? Number.NaN, figure);
  const bad = nthWorst(judged, (i) => (more ? toPass[i]?.low : toPass[i]?.high) ?? Number.NaN, figure);
  const worst = judged[value.at] as Cell;
  return {
    value: value.value,
    low: more ? bad.value : good.value,
    high: more ? good.value : bad.value,
    samples: worst.samples,
    slicesJudged,
    slices,
    part: worst.part,
    slice: worst.slice,
  };
}

function boundsOf(cells: readonly Cell[], alpha: number, replications: number): Bounds[] {
  // With one replication nobody can tell how far they scatter.
  if (replications < 2)
    return cells.map(() => ({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }));
  const reach = { t: tQuantile(1 - alpha, replications - 1), z: tQuantile(1 - alpha, 1e9) };
  return cells.map((cell) => cell.bounds(reach));
}
