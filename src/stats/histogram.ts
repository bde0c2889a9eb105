/** Bins an octave: the upper 7 bits of a float64's mantissa. */
const OCTAVE_BITS = 7;
const LOWEST_EXPONENT = -10;
const HIGHEST_EXPONENT = 27;
const SHIFT = 20 - OCTAVE_BITS;
const BASE = (1023 + LOWEST_EXPONENT) << OCTAVE_BITS;
const BINS = (HIGHEST_EXPONENT - LOWEST_EXPONENT) << OCTAVE_BITS;
/** Adding and taking away 3 * 2^31 rounds a float64 below 2^31 to a multiple of 2^-20. */
const ROUND = 3 * 2 ** 31;
const SUM_CARRY = 2 ** 32;

/** A histogram as plain data; bins are [index, count, index, count, ...] of those that are not empty. */
export interface HistogramJson {
  count: number;
  /** Sum of the values = sumHigh * 2^32 + sumLow. */
  sumHigh: number;
  sumLow: number;
  /** Absent when nothing was counted. */
  min?: number;
  max?: number;
  below: number;
  above: number;
  bins: number[];
}

/**
 * Log-linear histogram by the bits of a float64: 128 bins an octave over [2^-10, 2^27) (in ms: 1 us to 37 h),
 * so a quantile is off by at most 1/256 = 0.39 % of itself. Values below (0 included) and above are counted
 * apart and reported as the exact minimum and maximum.
 *
 * The sum is kept in fixed point, in steps of 2^-20: with whole weights, merging is exact, so it is
 * associative and commutative to the last bit, and the mean is off by at most 2^-21.
 */
export class Histogram {
  private readonly bins = new Float64Array(BINS);
  private readonly scratch = new Float64Array(1);
  /** The upper half of scratch[0] on a little-endian machine, which every platform of V8 is. */
  private readonly scratchBits = new Int32Array(this.scratch.buffer);
  private total = 0;
  private sumLow = 0;
  private sumHigh = 0;
  private least = Number.POSITIVE_INFINITY;
  private greatest = Number.NEGATIVE_INFINITY;
  private below = 0;
  private above = 0;

  /** Number of values counted, by weight. */
  get count(): number {
    return this.total;
  }

  /** Sum of the values. */
  get sum(): number {
    return this.sumHigh * SUM_CARRY + this.sumLow;
  }

  /** Mean; NaN when empty. */
  get mean(): number {
    return this.sum / this.total;
  }

  /** Least value, exact; NaN when empty. */
  get min(): number {
    return this.total > 0 ? this.least : Number.NaN;
  }

  /** Greatest value, exact; NaN when empty. */
  get max(): number {
    return this.total > 0 ? this.greatest : Number.NaN;
  }

  /** Counts x. @throws RangeError for a value that is negative, NaN or infinite. */
  add(x: number): void {
    this.scratch[0] = x;
    const bin = ((this.scratchBits[1] as number) >>> SHIFT) - BASE;
    if (bin >>> 0 >= BINS) {
      this.addOutside(x, 1);
      return;
    }
    this.bins[bin] = (this.bins[bin] as number) + 1;
    this.total++;
    if (x < this.least) this.least = x;
    if (x > this.greatest) this.greatest = x;
    this.sumLow += x + ROUND - ROUND;
    if (this.sumLow >= SUM_CARRY) this.carry();
  }

  /** Counts the first n of the values, as `add` does one after the other. */
  addAll(values: Float64Array, n: number): void {
    const { bins, scratch, scratchBits } = this;
    let { least, greatest } = this;
    let within = 0;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const x = values[i] as number;
      scratch[0] = x;
      const bin = ((scratchBits[1] as number) >>> SHIFT) - BASE;
      if (bin >>> 0 >= BINS) {
        this.addOutside(x, 1);
        continue;
      }
      bins[bin] = (bins[bin] as number) + 1;
      within++;
      if (x < least) least = x;
      if (x > greatest) greatest = x;
      sum += x + ROUND - ROUND;
      if (sum >= SUM_CARRY) sum = this.takeOver(sum);
    }
    this.total += within;
    this.takeOver(sum);
    if (least < this.least) this.least = least;
    if (greatest > this.greatest) this.greatest = greatest;
  }

  /** Counts x n times; n >= 0. */
  addMany(x: number, n: number): void {
    if (!(n > 0 && n < Number.POSITIVE_INFINITY)) {
      if (n === 0) return;
      throw new RangeError(`a histogram cannot count a value ${n} times`);
    }
    this.scratch[0] = x;
    const bin = ((this.scratchBits[1] as number) >>> SHIFT) - BASE;
    if (bin >>> 0 >= BINS) {
      this.addOutside(x, n);
      return;
    }
    this.bins[bin] = (this.bins[bin] as number) + n;
    this.total += n;
    if (x < this.least) this.least = x;
    if (x > this.greatest) this.greatest = x;
    this.addToSum(x + ROUND - ROUND, n);
  }

  /** Adds all that `other` has counted. */
  merge(other: Histogram): void {
    const { bins } = this;
    const from = other.bins;
    for (let i = 0; i < BINS; i++) bins[i] = (bins[i] as number) + (from[i] as number);
    this.total += other.total;
    this.below += other.below;
    this.above += other.above;
    if (other.least < this.least) this.least = other.least;
    if (other.greatest > this.greatest) this.greatest = other.greatest;
    this.sumHigh += other.sumHigh;
    this.sumLow += other.sumLow;
    this.carry();
  }

  /** The value at rank ceil(p * count), off by at most 0.39 %; NaN when empty. */
  quantile(p: number): number {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`there is no quantile at ${p}`);
    if (this.total === 0) return Number.NaN;
    if (p === 0) return this.least;
    if (p === 1) return this.greatest;
    // Without the allowance, 0.07 * 100 = 7.000000000000001 would ask for rank 8.
    const rank = p * this.total * (1 - 1e-15);
    let sum = this.below;
    if (sum >= rank) return this.least;
    for (let bin = 0; bin < BINS; bin++) {
      sum += this.bins[bin] as number;
      if (sum >= rank) return Math.min(Math.max(middleOf(bin), this.least), this.greatest);
    }
    return this.greatest;
  }

  /**
   * As `quantile`, but straight between the ends of the bin: for smooth laws far nearer than the bin's width, at any
   * rate no farther from the true value than twice that of `quantile`.
   */
  smoothQuantile(p: number): number {
    if (!(p > 0 && p < 1) || this.total === 0) return this.quantile(p);
    const rank = p * this.total * (1 - 1e-15);
    let sum = this.below;
    if (sum >= rank) return this.least;
    for (let bin = 0; bin < BINS; bin++) {
      const count = this.bins[bin] as number;
      if (sum + count >= rank) {
        const share = (rank - sum) / count - 0.5;
        const width = 2 ** (LOWEST_EXPONENT + (bin >> OCTAVE_BITS) - OCTAVE_BITS);
        return Math.min(Math.max(middleOf(bin) + share * width, this.least), this.greatest);
      }
      sum += count;
    }
    return this.greatest;
  }

  /** Share of values <= x, to the width of a bin; NaN when empty. */
  shareUpTo(x: number): number {
    if (this.total === 0) return Number.NaN;
    if (x >= this.greatest) return 1;
    if (x < this.least) return 0;
    let sum = this.below;
    for (let bin = 0; bin < BINS && middleOf(bin) <= x; bin++) sum += this.bins[bin] as number;
    return sum / this.total;
  }

  toJSON(): HistogramJson {
    const bins: number[] = [];
    this.bins.forEach((count, bin) => {
      if (count > 0) bins.push(bin, count);
    });
    const { total: count, sumHigh, sumLow, below, above } = this;
    const ends = count > 0 ? { min: this.least, max: this.greatest } : {};
    return { count, sumHigh, sumLow, ...ends, below, above, bins };
  }

  static fromJSON(json: HistogramJson): Histogram {
    const histogram = new Histogram();
    for (let i = 0; i < json.bins.length; i += 2) {
      histogram.bins[json.bins[i] as number] = json.bins[i + 1] as number;
    }
    histogram.total = json.count;
    histogram.sumHigh = json.sumHigh;
    histogram.sumLow = json.sumLow;
    histogram.least = json.min ?? Number.POSITIVE_INFINITY;
    histogram.greatest = json.max ?? Number.NEGATIVE_INFINITY;
    histogram.below = json.below;
    histogram.above = json.above;
    return histogram;
  }

  private addOutside(x: number, n: number): void {
    if (!(x >= 0 && x < Number.POSITIVE_INFINITY)) throw new RangeError(`a histogram cannot count ${x}`);
    if (x < 1) this.below += n;
    else this.above += n;
    this.total += n;
    if (x < this.least) this.least = x;
    if (x > this.greatest) this.greatest = x;
    const high = Math.floor(x / SUM_CARRY);
    this.sumHigh += high * n;
    this.addToSum(x - high * SUM_CARRY + ROUND - ROUND, n);
  }

  /** Adds n times x to the sum, exactly when n is whole. */
  private addToSum(x: number, n: number): void {
    if (x * n < SUM_CARRY) {
      this.sumLow += x * n + ROUND - ROUND;
    } else {
      // In steps of 2^-20, the product may need more than 53 bits.
      const steps = BigInt(x * 2 ** 20) * BigInt(Math.floor(n));
      const part = x * (n - Math.floor(n)) + ROUND - ROUND;
      this.sumHigh += Number(steps >> 52n);
      this.sumLow += Number(steps & (2n ** 52n - 1n)) / 2 ** 20 + part;
    }
    this.carry();
  }

  /** Adds a sum of steps, exact so far; returns the 0 that is left of it. */
  private takeOver(sum: number): number {
    this.sumLow += sum;
    this.carry();
    return 0;
  }

  private carry(): void {
    if (this.sumLow < SUM_CARRY) return;
    const high = Math.floor(this.sumLow / SUM_CARRY);
    this.sumHigh += high;
    this.sumLow -= high * SUM_CARRY;
  }
}

/** Middle of a bin, by its bits. */
function middleOf(bin: number): number {
  const octave = LOWEST_EXPONENT + (bin >> OCTAVE_BITS);
  const step = bin & (2 ** OCTAVE_BITS - 1);
  return 2 ** octave * (1 + (step + 0.5) / 2 ** OCTAVE_BITS);
}
