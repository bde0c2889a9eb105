import type { RandomStream } from "../../kernel/random.ts";
import type { Curve } from "./curve.ts";

/**
 * Arrival times of a non-homogeneous Poisson process whose rate is a curve times a factor (an entry's share of
 * the users, divided by k).
 *
 * With E exponential of mean 1, the next arrival is where the integral of the rate since the last has grown to
 * E. In a segment of rate r and slope s that is x = 2E / (r + sqrt(r^2 + 2sE)) ahead: exact, without thinning,
 * one draw an arrival. Stretches of rate 0 are skipped.
 */
export class Arrivals {
  /** Rate at the last arrival, the factor included [1/s]. */
  rateRps = -0;

  private readonly segments: number;
  private readonly startMs: Float64Array;
  private readonly endMs: Float64Array;
  /** Rate at the start of each segment [1/ms], its slope [1/ms^2], and its whole integral. */
  private readonly ratePerMs: Float64Array;
  private readonly slopePerMs2: Float64Array;
  private readonly area: Float64Array;
  private cursor = 0;

  constructor(curve: Curve, factor = 1) {
    if (!(factor >= 0 && factor < Number.POSITIVE_INFINITY))
      throw new RangeError(`factor ${factor} is not >= 0`);
    const n = curve.segments;
    this.segments = n;
    this.startMs = curve.knotMs.slice(0, n);
    this.endMs = curve.knotMs.slice(1);
    this.ratePerMs = curve.startRps.map((rps) => (rps * factor) / 1000);
    this.slopePerMs2 = new Float64Array(n);
    this.area = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const lengthMs = (this.endMs[i] as number) - (this.startMs[i] as number);
      const from = this.ratePerMs[i] as number;
      const to = ((curve.endRps[i] as number) * factor) / 1000;
      this.slopePerMs2[i] = (to - from) / lengthMs;
      this.area[i] = ((from + to) / 2) * lengthMs;
    }
  }

  /** The first arrival strictly after tMs [ms], or Infinity when none comes any more. O(1) for growing tMs. */
  next(tMs: number, stream: RandomStream): number {
    let i = this.segmentOf(tMs);
    if (i >= this.segments) return Number.POSITIVE_INFINITY;
    let due = stream.exponential(1);
    let fromMs = this.startMs[i] as number;
    let rate = this.ratePerMs[i] as number;
    let left = this.area[i] as number;
    if (tMs > fromMs) {
      const slope = this.slopePerMs2[i] as number;
      const gone = tMs - fromMs;
      left -= (rate + (slope * gone) / 2) * gone;
      rate += slope * gone;
      fromMs = tMs;
    }
    while (due >= left) {
      due -= Math.max(left, 0);
      if (++i >= this.segments) {
        this.cursor = i;
        return Number.POSITIVE_INFINITY;
      }
      fromMs = this.startMs[i] as number;
      rate = this.ratePerMs[i] as number;
      left = this.area[i] as number;
    }
    this.cursor = i;
    const slope = this.slopePerMs2[i] as number;
    const square = rate * rate + 2 * slope * due;
    const root = square > 0 ? Math.sqrt(square) : 0;
    // Rounding may carry the last arrival of a segment past its end.
    const atMs = Math.min(fromMs + (2 * due) / (rate + root), this.endMs[i] as number);
    this.rateRps = 1000 * root;
    return atMs > tMs ? atMs : justAfter(tMs);
  }

  /** The segment that holds tMs, or the next one; `segments` after the last. */
  private segmentOf(tMs: number): number {
    let i = this.cursor;
    if (i > 0 && tMs < (this.endMs[i - 1] as number)) i = 0;
    while (i < this.segments && tMs >= (this.endMs[i] as number)) i++;
    return i;
  }
}

/** The gap was below the clock's resolution (or the draw was 0): the least later time. */
function justAfter(tMs: number): number {
  return tMs + Math.max(Math.abs(tMs) * 2 ** -52, Number.MIN_VALUE);
}
