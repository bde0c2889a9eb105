import type { Range } from "../sweep/range.ts";

/** Within this factor values are halved by difference, beyond it by ratio. */
const RATIO_MAX = 4;
/** Digits of a value that is tried: a limit is not known more closely. */
const DIGITS = 4;
/** A sum of steps may be rounded a hair beyond a value of the grid. */
const SLACK = 1e-9;

/** The axis that is searched: its ends, and the values between. */
export class Span {
  readonly low: number;
  readonly high: number;
  /** Between two values that there are; undefined where there are all. */
  readonly grain: number | undefined;
  private readonly range: Range;

  constructor(range: Range) {
    this.range = range;
    this.low = range.low;
    this.high = range.high;
    this.grain = range.step ?? (range.whole ? 1 : undefined);
  }

  text(x: number): string {
    return this.range.text(x);
  }

  /** The nearest value that there is. */
  snap(x: number): number {
    const { low, grain } = this;
    const near =
      grain === undefined ? Number(x.toPrecision(DIGITS)) : low + Math.round((x - low) / grain) * grain;
    return Math.min(this.last, Math.max(low, near));
  }

  /** The nearest value that is not farther from an end than x is. */
  towards(x: number, end: number): number {
    const { low, grain } = this;
    if (grain === undefined) return this.snap(x);
    const steps = (x - low) / grain;
    return this.snap(low + (end > x ? Math.ceil(steps - SLACK) : Math.floor(steps + SLACK)) * grain);
  }

  /** A value in the middle of two. */
  middle(a: number, b: number): number {
    const [least, most] = [Math.min(a, b), Math.max(a, b)];
    return this.snap(least > 0 && most / least > RATIO_MAX ? Math.sqrt(a * b) : (a + b) / 2);
  }

  /** Whether no value lies between two, or they differ by less than a share of the larger. */
  areClose(a: number, b: number, share: number): boolean {
    const width = Math.abs(a - b);
    if (this.grain !== undefined && width < 1.5 * this.grain) return true;
    return width <= share * Math.max(Math.abs(a), Math.abs(b));
  }

  /** The highest value that there is. */
  get last(): number {
    const { low, high, grain } = this;
    return grain === undefined ? high : low + Math.floor((high - low) / grain + SLACK) * grain;
  }
}
