import type { Observation } from "../result/figures/figure.ts";
import { binStart, LogBinSum } from "../stats/log-bins.ts";
import { type Bounds, jackknifeError, largestCluster, type Reach, shareBounds } from "./bounds.ts";

type Times = Extract<Observation, { kind: "times" }>;

/**
 * A quantile of the histograms of all replications together, and its bounds: it lies above x if more than 1 - p of all
 * lie above x, and that is a share, whose error is the jackknife's over replications (Woodruff 1952 did so for samples
 * that come in clusters). The upper bound is the least x above which surely at most 1 - p lie. Far out, where most runs
 * have nothing, values are taken to come in clusters as they do at the quantile itself. The quantile's own jackknife is
 * far too short where a few bad spells decide (measured: see the page).
 */
export function quantileOf(
  seen: readonly Times[],
  p: number,
): { value: number; bounds(reach: Reach): Bounds; without(): readonly number[] } {
  const all = new LogBinSum(seen[0]?.binsAnOctave ?? 1);
  for (const of of seen) all.add(of);
  const value = all.quantile(p);
  return {
    value,
    without: () =>
      seen.map((of) => {
        all.add(of, -1);
        const left = all.quantile(p);
        all.add(of);
        return Number.isNaN(left) ? value : left;
      }),
    bounds: (reach) => {
      const tails = new Tails(seen, p);
      return {
        low: tails.leastWhere(reach, ({ low }) => low < 1 - p),
        high: tails.leastWhere(reach, ({ high }) => high <= 1 - p),
      };
    },
  };
}

/** How many values of each run lie above a place; between the ends of a bin they are spread evenly. */
class Tails {
  private readonly binsAnOctave: number;
  private readonly samples: readonly number[];
  private readonly whole: number;
  private readonly first: number;
  private readonly bins: number;
  /** Run by run: how many lie above the start of each bin from the first on, and above the end of the last. */
  private readonly above: readonly Float64Array[];

  private readonly clustering: number;

  constructor(seen: readonly Times[], p: number) {
    this.binsAnOctave = seen[0]?.binsAnOctave ?? 1;
    this.samples = seen.map(({ samples }) => samples);
    this.whole = this.samples.reduce((sum, n) => sum + n, 0);
    const filled = seen.filter(({ bins }) => bins.length > 0);
    this.first = Math.min(...filled.map(({ bins }) => bins[0] as number));
    this.bins = Math.max(...filled.map(({ bins }) => bins.at(-2) as number)) - this.first + 1;
    this.above = seen.map(({ bins }) => this.tailOf(bins));
    this.clustering = this.clusteringAt(this.bisect((place) => this.at(place).part <= (1 - p) * this.whole));
  }

  /** The least x at which `holds` is true of the share above it, which is then true of any larger x. */
  leastWhere(reach: Reach, holds: (share: Bounds) => boolean): number {
    const holdsAt = (place: number) => {
      const { part, without, largest } = this.at(place);
      const least = this.clustering;
      const clusters = { least, most: Math.max(least, largest) };
      return holds(shareBounds(part, this.whole, without, reach, clusters));
    };
    if (holdsAt(0)) return 0;
    if (!holdsAt(this.bins)) return Number.POSITIVE_INFINITY;
    const place = this.bisect(holdsAt);
    const bin = Math.min(this.bins - 1, Math.floor(place));
    const start = binStart(this.first + bin, this.binsAnOctave);
    return start + (place - bin) * (binStart(this.first + bin + 1, this.binsAnOctave) - start);
  }

  /** The least place, in bins from the first on, from which `holds`; to a thousandth of a bin. */
  private bisect(holds: (place: number) => boolean): number {
    let low = 0;
    let high = this.bins;
    while (high - low > 1e-3) {
      const middle = (low + high) / 2;
      if (holds(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  /** The jackknife's variance of the share above a place, in variances that independent values would have. */
  private clusteringAt(place: number): number {
    const { part, without } = this.at(place);
    const share = part / this.whole;
    const variance = (share * (1 - share)) / this.whole;
    return variance > 0 ? Math.max(1, jackknifeError(without) ** 2 / variance) : 1;
  }

  private tailOf(bins: readonly number[]): Float64Array {
    const above = new Float64Array(this.bins + 1);
    for (let i = 0; i < bins.length; i += 2) above[(bins[i] as number) - this.first] = bins[i + 1] as number;
    for (let bin = this.bins - 1; bin >= 0; bin--)
      above[bin] = (above[bin] as number) + (above[bin + 1] as number);
    return above;
  }

  /** Values above a place, the share of them without one run each, and the largest cluster there may be. */
  private at(place: number): { part: number; without: number[]; largest: number } {
    const bin = Math.min(this.bins - 1, Math.floor(place));
    const within = place - bin;
    const above = this.above.map(
      (counts) => (1 - within) * (counts[bin] as number) + within * (counts[bin + 1] as number),
    );
    const part = above.reduce((sum, count) => sum + count, 0);
    const { whole, samples } = this;
    const without = samples.map((n, run) =>
      whole > n ? (part - (above[run] as number)) / (whole - n) : part / whole,
    );
    // Of what nearly all lie above the few below are what comes in clusters.
    const rare = 2 * part > whole ? samples.map((n, run) => n - (above[run] as number)) : above;
    return { part, without, largest: largestCluster(rare) };
  }
}
