/** What a limit on a rate is at scale 1/k. */
export interface RateLimitOptions {
  /** Limit of the real part [1/s]; Infinity for none. */
  ratePerS: number;
  /** One simulated operation stands for k. */
  k: number;
  /** How many operations may pile up before one waits, when k is large; default 12. */
  burstGrains?: number;
}

const BURST_GRAINS = 12;

/**
 * At most ratePerS / k operations a second, in the order of the calls: the commit rate of a database.
 *
 * A backlog of operations drains at the rate; wait = max(0, backlog - burst) / rate with
 * burst = burstGrains x (1 - 1/k): at full size an exact server of constant time 1 / rate, at scale 1/k one that
 * does not mistake the larger grain of its traffic (k / ratePerS) for a queue.
 */
export class RateLimit {
  /** Operations a millisecond after scaling. */
  readonly ratePerMs: number;
  arrived = 0;
  waitedMs = 0;

  private readonly burst: number;
  private backlog = 0;
  private drainedAtMs = 0;

  constructor(options: RateLimitOptions) {
    const { ratePerS, k, burstGrains = BURST_GRAINS } = options;
    if (!(ratePerS > 0) || !(k >= 1)) throw new RangeError(`a limit of ${ratePerS}/s at scale 1/${k}`);
    this.ratePerMs = ratePerS / k / 1000;
    this.burst = burstGrains * (1 - 1 / k);
  }

  /** An operation arrives at nowMs; returns when it may start [ms]. */
  arrive(nowMs: number): number {
    this.arrived++;
    this.backlog = this.backlogAt(nowMs);
    if (nowMs > this.drainedAtMs) this.drainedAtMs = nowMs;
    const waitMs = Math.max(0, this.backlog - this.burst) / this.ratePerMs;
    this.backlog += 1;
    this.waitedMs += waitMs;
    return nowMs + waitMs;
  }

  /** How long an operation that arrived at nowMs would wait [ms]. */
  backlogMs(nowMs: number): number {
    return Math.max(0, this.backlogAt(nowMs) - this.burst) / this.ratePerMs;
  }

  /** Operations passed until nowMs; over a window, its growth / (window x ratePerMs) is the utilisation. */
  passed(nowMs: number): number {
    return this.arrived - this.backlogAt(nowMs);
  }

  private backlogAt(nowMs: number): number {
    const sinceMs = nowMs - this.drainedAtMs;
    return sinceMs > 0 ? Math.max(0, this.backlog - sinceMs * this.ratePerMs) : this.backlog;
  }
}
