export interface LogFlushOptions {
  /** Time of one flush [ms]. */
  flushMs: number;
  /** One simulated commit stands for k. */
  k: number;
}

/** At k > 1 the rate of commits is the mean over about this many. */
const MEAN_OVER = 64;

/**
 * The flush of a database's log to its disk: one at a time; whatever comes while one is under way goes with the next one,
 * together (group commit). So it limits no rate: a commit takes one flush on an idle disk and 1.5 on average on a busy one.
 *
 * Poisson commits that would be x to a flush find one under way with chance x / (x + exp(-x)), and take
 * flush (1 + x / (x + exp(-x)) / 2) on average. At k = 1 this comes out by itself. At k > 1 too few meet, so that each
 * is charged, with this chance as a weight, what is left of a flush of a disk that never rests: the mean stays what it is.
 */
export class LogFlush {
  /** Commits, and what they took [ms]. */
  commits = 0;
  tookMs = 0;

  private readonly flushMs: number;
  private readonly k: number;
  /** When the flush under way began and ends [ms]. */
  private endsMs = Number.NEGATIVE_INFINITY;
  private startsMs = Number.NEGATIVE_INFINITY;
  private lastMs = 0;
  private gapMs = 0;

  constructor({ flushMs, k }: LogFlushOptions) {
    if (!(flushMs > 0) || !(k >= 1)) throw new RangeError(`a flush of ${flushMs} ms at scale 1/${k}`);
    this.flushMs = flushMs;
    this.k = k;
  }

  /** A commit comes at nowMs; returns when it is on the disk [ms]. */
  arrive(nowMs: number): number {
    const doneMs = this.k === 1 ? this.joinNext(nowMs) : nowMs + this.meanMs(nowMs);
    this.commits++;
    this.tookMs += doneMs - nowMs;
    return doneMs;
  }

  private joinNext(nowMs: number): number {
    if (nowMs >= this.endsMs) this.startsMs = nowMs;
    else if (nowMs >= this.startsMs) this.startsMs = this.endsMs;
    this.endsMs = this.startsMs + this.flushMs;
    return this.endsMs;
  }

  private meanMs(nowMs: number): number {
    if (this.commits > 0) {
      const gapMs = Math.max(0, nowMs - this.lastMs);
      this.gapMs += (gapMs - this.gapMs) / Math.min(this.commits, MEAN_OVER);
    }
    this.lastMs = nowMs;
    const toAFlush = this.gapMs > 0 ? (this.k * this.flushMs) / this.gapMs : 0;
    const busy = toAFlush / (toAFlush + Math.exp(-toAFlush));
    return this.flushMs + busy * (this.flushMs - (nowMs % this.flushMs));
  }
}
