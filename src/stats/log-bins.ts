/**
 * Counts of non-negative values in log-linear bins, as plain data: [bin, count, bin, count, ...] of those that are not
 * empty, ascending. Bin i covers the i-th of `binsAnOctave` equal parts of an octave, from 2^-10 on; bin -1 holds all
 * below. Whatever has the same `binsAnOctave` is merged by adding counts.
 */
export interface LogBins {
  binsAnOctave: number;
  bins: number[];
}

export const LOWEST_OCTAVE = -10;
/** The last octave ends at 2^27. */
const OCTAVES = 37;

/** Where bin i begins; where it ends the next one does. */
export function binStart(bin: number, binsAnOctave: number): number {
  if (bin < 0) return 0;
  const octave = 2 ** (LOWEST_OCTAVE + Math.floor(bin / binsAnOctave));
  return octave * (1 + (bin % binsAnOctave) / binsAnOctave);
}

/** A sum of such counts, from which sets of them can be taken away again: means and quantiles of all but one. */
export class LogBinSum {
  private readonly binsAnOctave: number;
  /** Place 0 is bin -1. */
  private readonly counts: Float64Array;
  private total = 0;

  constructor(binsAnOctave: number) {
    this.binsAnOctave = binsAnOctave;
    this.counts = new Float64Array(1 + OCTAVES * binsAnOctave);
  }

  get count(): number {
    return this.total;
  }

  /** @param sign -1 takes away what was added before */
  add({ binsAnOctave, bins }: LogBins, sign: 1 | -1 = 1): void {
    if (binsAnOctave !== this.binsAnOctave)
      throw new RangeError(
        `bins of 1/${binsAnOctave} octave cannot be added to bins of 1/${this.binsAnOctave}`,
      );
    for (let i = 0; i < bins.length; i += 2) {
      const at = 1 + (bins[i] as number);
      const count = sign * (bins[i + 1] as number);
      this.counts[at] = (this.counts[at] as number) + count;
      this.total += count;
    }
  }

  /**
   * The value at rank p x count, straight between the ends of its bin: for smooth laws far nearer than the bin's width
   * (0.8 % at 128 bins an octave, 3.1 % at 32), never farther. NaN when empty.
   */
  quantile(p: number): number {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`there is no quantile at ${p}`);
    if (this.total <= 0) return Number.NaN;
    const rank = p * this.total * (1 - 1e-15);
    let sum = 0;
    let last = Number.NaN;
    for (let at = 0; at < this.counts.length; at++) {
      const count = this.counts[at] as number;
      if (count <= 0) continue;
      const [low, high] = this.ends(at);
      if (sum + count >= rank) return low + ((rank - sum) / count) * (high - low);
      sum += count;
      last = high;
    }
    return last;
  }

  /** Mean, each value taken for the middle of its bin; NaN when empty. */
  get mean(): number {
    let sum = 0;
    for (let at = 0; at < this.counts.length; at++) {
      const count = this.counts[at] as number;
      if (count === 0) continue;
      const [low, high] = this.ends(at);
      sum += (count * (low + high)) / 2;
    }
    return this.total > 0 ? sum / this.total : Number.NaN;
  }

  private ends(at: number): [low: number, high: number] {
    return [binStart(at - 1, this.binsAnOctave), binStart(at, this.binsAnOctave)];
  }
}
