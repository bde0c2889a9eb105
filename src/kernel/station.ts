import { InvariantError } from "./invariant.ts";

export interface FcfsStationOptions {
  /** Number of servers; default 1. */
  servers?: number;
  /** Places to wait, the servers' own not counted; default unlimited. M/M/c/K has K - c of them. */
  waitingMax?: number;
  /** How errors name this station. */
  name?: string;
}

/**
 * First come, first served by c servers, fed forward: customers arrive in the order of time with a known
 * service time, so the start of service follows at once from the earliest free server (Lindley 1952 for one
 * server, Kiefer and Wolfowitz 1955 for c). It needs no event.
 *
 * Not modelled: other orders, patience, servers that fail (see `QueueStation`).
 */
export class FcfsStation {
  readonly servers: number;
  readonly waitingMax: number;
  /** When the customer that arrived last leaves [ms]; NaN when it was refused. */
  departureMs = 0;
  /** Number of customers that arrived, the refused included. */
  arrived = 0;
  /** Number of customers that found no place to wait. */
  refused = 0;
  /** Service time of all accepted customers [ms]. */
  serviceMs = 0;

  private readonly name: string;
  /** When each server is free [ms], a binary heap: the earliest first. */
  private readonly freeMs: Float64Array;
  private readonly bounded: boolean;
  /** Starts of service, all that lie ahead and some that do not [ms]: a ring in the order of arrival. */
  private starts = new Float64Array(64);
  private startsHead = 0;
  private startsCount = 0;
  private lastMs = 0;

  constructor(options: FcfsStationOptions = {}) {
    this.servers = options.servers ?? 1;
    this.waitingMax = options.waitingMax ?? Number.POSITIVE_INFINITY;
    this.name = options.name ?? "station";
    if (!Number.isInteger(this.servers) || this.servers < 1) {
      throw new InvariantError(this.name, `cannot have ${this.servers} servers`);
    }
    this.bounded = this.waitingMax < Number.POSITIVE_INFINITY;
    this.freeMs = new Float64Array(this.servers);
  }

  /**
   * A customer arrives at timeMs and needs serviceMs. Returns the start of its service [ms], or NaN when it is
   * refused for want of a place. Arrivals must come in the order of time.
   */
  arrive(timeMs: number, serviceMs: number): number {
    if (!(timeMs >= this.lastMs) || !(serviceMs >= 0)) this.refuseInput(timeMs, serviceMs);
    this.lastMs = timeMs;
    this.arrived++;
    const freeMs = this.freeMs[0] as number;
    let startMs = timeMs;
    if (freeMs > timeMs) {
      if (this.bounded && this.isFull(timeMs)) {
        this.refused++;
        this.departureMs = Number.NaN;
        return Number.NaN;
      }
      startMs = freeMs;
      this.rememberStart();
    }
    this.departureMs = startMs + serviceMs;
    this.serviceMs += serviceMs;
    if (this.servers === 1) this.freeMs[0] = this.departureMs;
    else this.occupyEarliest(this.departureMs);
    return startMs;
  }

  /** How long an arrival at timeMs would wait [ms], places allowing; timeMs not before the last arrival. */
  waitMs(timeMs: number): number {
    const waitMs = (this.freeMs[0] as number) - timeMs;
    return waitMs > 0 ? waitMs : 0;
  }

  /** When the service of an arrival at timeMs would begin [ms], places allowing; timeMs not before the last arrival. */
  startMs(timeMs: number): number {
    return Math.max(timeMs, this.freeMs[0] as number);
  }

  /** Whether an arrival at timeMs, not before the last one, would find no place to wait, and need one. */
  refuses(timeMs: number): boolean {
    return this.bounded && (this.freeMs[0] as number) > timeMs && this.isFull(timeMs);
  }

  /** A customer that arrives at timeMs will leave unserved when its turn comes: it takes a place, and no service. */
  passBy(timeMs: number): void {
    if ((this.freeMs[0] as number) > timeMs) this.rememberStart();
  }

  /** Number of customers that wait at timeMs, not before the last arrival: arrived, service not yet begun. */
  waitingAt(timeMs: number): number {
    let low = 0;
    let high = this.startsCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start(middle) > timeMs) high = middle;
      else low = middle + 1;
    }
    return this.startsCount - low;
  }

  /** Number of servers that are busy at timeMs, not before the last arrival. */
  busyAt(timeMs: number): number {
    let busy = 0;
    for (const freeMs of this.freeMs) if (freeMs > timeMs) busy++;
    return busy;
  }

  /** Integral of the number of busy servers over [0, timeMs] [ms], timeMs not before the last arrival. */
  busyMs(timeMs: number): number {
    // A server that is busy after the last arrival is busy without a gap until it is free.
    let ahead = 0;
    for (const freeMs of this.freeMs) if (freeMs > timeMs) ahead += freeMs - timeMs;
    return this.serviceMs - ahead;
  }

  private isFull(timeMs: number): boolean {
    // Those whose service has begun may be among them: as long as even so they are few, nobody needs to look.
    if (this.startsCount < this.waitingMax) return false;
    this.forgetStartsUntil(timeMs);
    return this.startsCount >= this.waitingMax;
  }

  private start(i: number): number {
    return this.starts[(this.startsHead + i) & (this.starts.length - 1)] as number;
  }

  private forgetStartsUntil(timeMs: number): void {
    while (this.startsCount > 0 && (this.starts[this.startsHead] as number) <= timeMs) {
      this.startsHead = (this.startsHead + 1) & (this.starts.length - 1);
      this.startsCount--;
    }
  }

  /** Whoever came last begins when the next server is free. */
  private rememberStart(): void {
    if (this.startsCount === this.starts.length) this.roomForStarts();
    this.starts[(this.startsHead + this.startsCount) & (this.starts.length - 1)] = this.freeMs[0] as number;
    this.startsCount++;
  }

  private roomForStarts(): void {
    this.forgetStartsUntil(this.lastMs);
    // Kept at most half full, so that room is made once in so many arrivals.
    if (this.startsCount <= this.starts.length / 2) return;
    const starts = new Float64Array(this.starts.length * 2);
    for (let i = 0; i < this.startsCount; i++) starts[i] = this.start(i);
    this.starts = starts;
    this.startsHead = 0;
  }

  private occupyEarliest(departureMs: number): void {
    const free = this.freeMs;
    const size = free.length;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      let childMs = free[child] as number;
      if (child + 1 < size && (free[child + 1] as number) < childMs) childMs = free[++child] as number;
      if (departureMs <= childMs) break;
      free[i] = childMs;
      i = child;
    }
    free[i] = departureMs;
  }

  private refuseInput(timeMs: number, serviceMs: number): never {
    throw new InvariantError(
      this.name,
      `cannot take an arrival at ${timeMs} ms with a service of ${serviceMs} ms after one at ${this.lastMs} ms`,
      { timeMs },
    );
  }
}
