/** What a pool of servers is at scale 1/k. */
export interface PoolOptions {
  /** Servers of the real pool. */
  servers: number;
  /** One simulated request stands for k; the simulated pool has servers / k of capacity. */
  k: number;
  /** How many mean services may pile up before anybody waits, when k > 1; default 12. */
  burstGrains?: number;
}

const BURST_GRAINS = 12;
/** A fluid pool charges the mean service of about this many arrivals. */
const MEAN_OVER = 64;

/**
 * Servers in parallel, first come, first served; shrunk by k without inventing waits.
 *
 * At full size (k = 1) it is exact: each request goes to the server that is free first. Shrunk, it is a fluid: a
 * backlog that drains at servers / k, charged with the running mean of service times, in which nobody waits
 * until it exceeds `burstGrains` mean services: wait = max(0, backlog - burstGrains x mean) / (servers / k). A
 * lasting overload so builds the same backlog as at full size, `burstGrains` grains (mean x k / servers each)
 * later. README.md has the error.
 *
 * Arrivals may come slightly out of order (callers compute ahead): they are served in the order of the calls.
 * Not modelled: priorities, preemption, places to wait (the caller refuses by `backlogMs`); shrunk, the waits
 * that a pool of fewer than about 8 servers has below saturation.
 */
export class Pool {
  /** Work done at full tilt [ms per ms], servers / k. */
  readonly capacity: number;
  /** Number of units that arrived so far. */
  arrived = 0;
  /** Service time of all arrivals [ms]. */
  workMs = 0;
  /** Sum of the waits of all requests [ms]. */
  waitedMs = 0;

  /** When each server is free [ms], a binary heap, the earliest first; empty for a fluid. */
  private readonly freeMs: Float64Array;
  private readonly burstGrains: number;
  private backlogWorkMs = 0;
  private drainedAtMs = 0;
  private meanMs = 0;

  constructor(options: PoolOptions) {
    const { servers, k, burstGrains = BURST_GRAINS } = options;
    if (!(servers > 0) || !(k >= 1)) throw new RangeError(`a pool of ${servers} servers at scale 1/${k}`);
    if (k === 1 && !Number.isInteger(servers)) throw new RangeError(`a pool of ${servers} servers`);
    this.capacity = servers / k;
    this.freeMs = new Float64Array(k === 1 ? servers : 0);
    this.burstGrains = burstGrains;
  }

  /**
   * A request that needs serviceMs arrives at nowMs; returns when its service starts [ms]. One that is a batch
   * says of how many `units`: the grain and the mean are those of a unit.
   */
  arrive(nowMs: number, serviceMs: number, units = 1): number {
    this.arrived += units;
    const startMs =
      this.freeMs.length > 0 ? this.occupy(nowMs, serviceMs) : this.pourIn(nowMs, serviceMs, units);
    this.waitedMs += startMs - nowMs;
    return startMs;
  }

  /** How long a request that arrived at nowMs would wait [ms]. */
  backlogMs(nowMs: number): number {
    if (this.freeMs.length > 0) return Math.max(0, (this.freeMs[0] as number) - nowMs);
    return Math.max(0, this.backlogAt(nowMs) - this.burstGrains * this.meanMs) / this.capacity;
  }

  /** Work done until nowMs [ms of service]; over a window, its growth / (window x capacity) is the utilisation. */
  busyMs(nowMs: number): number {
    if (this.freeMs.length === 0) return this.workMs - this.backlogAt(nowMs);
    let aheadMs = 0;
    for (let i = 0; i < this.freeMs.length; i++) aheadMs += Math.max(0, (this.freeMs[i] as number) - nowMs);
    return this.workMs - aheadMs;
  }

  private pourIn(nowMs: number, serviceMs: number, units: number): number {
    this.backlogWorkMs = this.backlogAt(nowMs);
    if (nowMs > this.drainedAtMs) this.drainedAtMs = nowMs;
    this.meanMs += (serviceMs / units - this.meanMs) * Math.min(1, units / Math.min(this.arrived, MEAN_OVER));
    const waitMs = Math.max(0, this.backlogWorkMs - this.burstGrains * this.meanMs) / this.capacity;
    // The mean, not the service itself: averaging over k requests is what the shrunk pool no longer does.
    this.backlogWorkMs += units * this.meanMs;
    this.workMs += units * this.meanMs;
    return nowMs + waitMs;
  }

  private backlogAt(nowMs: number): number {
    const sinceMs = nowMs - this.drainedAtMs;
    return sinceMs > 0 ? Math.max(0, this.backlogWorkMs - sinceMs * this.capacity) : this.backlogWorkMs;
  }

  private occupy(nowMs: number, serviceMs: number): number {
    const { freeMs } = this;
    const startMs = Math.max(nowMs, freeMs[0] as number);
    const untilMs = startMs + serviceMs;
    this.workMs += serviceMs;
    const last = freeMs.length - 1;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child > last) break;
      if (child < last && (freeMs[child + 1] as number) < (freeMs[child] as number)) child++;
      const childMs = freeMs[child] as number;
      if (childMs >= untilMs) break;
      freeMs[i] = childMs;
      i = child;
    }
    freeMs[i] = untilMs;
    return startMs;
  }
}
