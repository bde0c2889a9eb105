import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { FcfsStation } from "../../kernel/station.ts";
import { WindowedCounts } from "../../stats/time-series.ts";
import type { OverloadControl } from "../control/overload-control.ts";
import type { Priorities } from "../control/priorities.ts";
import { REFUSED_BY_ACCESS, REFUSED_BY_LADDER } from "../measure/step-counts.ts";
import { SHAKE } from "../workflow/step.ts";
import type { AccessRungs } from "./access-rungs.ts";
import type { Release } from "./release.ts";

export interface AccessServerOptions {
  name: string;
  /** Worker threads that serve first come, first served. */
  workers: number;
  /** Requests that may wait for a worker; the next is refused. */
  queueMax: number;
  /** How many real servers' share of the traffic this simulated one carries: 1, but for rounding of the scale. */
  speed: number;
  overload: OverloadControl;
  priorities: Priorities;
  rungs: AccessRungs;
  release: Release;
  stream: RandomStream;
  /** Width of the windows in which shakes are counted [ms]. */
  windowMs: number;
}

/**
 * One whole access server. Splitting Poisson traffic over equal servers that clients choose independently is exact,
 * so at scale 1/k a cluster of n servers is simulated by n/k whole ones (design: scale without lying); where n/k
 * is not a whole number the server's speed makes up the difference, which keeps its utilisation exact.
 */
export class AccessServer {
  readonly name: string;
  /** How many real servers' traffic this one carries. */
  readonly speed: number;
  readonly release: Release;
  /** Since the start: requests served, and refused, and the sum of waits of those served [ms]. */
  served = 0;
  rejected = 0;
  /** Requests let in whose turn would have come when their handsets had left. */
  expired = 0;
  /** Whether the request that was not served last is one of these. */
  skipped = false;
  /** Who refused the one refused last: the server's control, or the ladder, for shakes are given up. */
  refusedBy = REFUSED_BY_ACCESS;
  /** How long it waited before it was refused, at the head of the queue [ms]; 0 at the door. */
  heldMs = 0;
  waitSumMs = 0;
  /** Shakes among those that came, by window. */
  private readonly shakeWindows: WindowedCounts;
  private shakesBefore = 0;
  /** Shakes of the present window, not among those yet; where it begins and ends [ms]. */
  private windowShakes = 0;
  private windowFromMs = -0;
  private windowEndMs = -0;
  /** How long a worker takes for a millisecond's work of one real server, all being there [ms]. */
  private msPerMs: number;

  private readonly station: FcfsStation;
  private readonly overload: OverloadControl;
  /** Whether the control wants to be asked and told of everything. */
  private readonly follows: boolean;
  private readonly priorities: Priorities;
  /** What is given up now. */
  readonly rungs: AccessRungs;
  private readonly stream: RandomStream;

  constructor(options: AccessServerOptions) {
    this.name = options.name;
    this.speed = options.speed;
    this.msPerMs = 1 / options.speed;
    this.overload = options.overload;
    this.follows = options.overload.followsRequests;
    this.priorities = options.priorities;
    this.rungs = options.rungs;
    this.release = options.release;
    this.stream = options.stream;
    this.shakeWindows = new WindowedCounts(1, options.windowMs);
    this.station = new FcfsStation({
      servers: options.workers,
      waitingMax: options.queueMax,
      name: options.name,
    });
  }

  /**
   * A request arrives now and needs a worker for a time drawn from `service`. False when it is refused, or skipped:
   * when its turn comes, after untilMs, nobody waits for the answer any more. Step, order and member say how important
   * it is.
   */
  serve(
    nowMs: number,
    service: Distribution,
    untilMs = Number.POSITIVE_INFINITY,
    step: number = SHAKE,
    order = -1,
    member = 0,
  ): boolean {
    return this.work(nowMs, service.sample(this.stream), untilMs, step, order, member);
  }

  /** As `serve`, for a shake that needs a worker for workMs: they are counted, by window. */
  serveShake(nowMs: number, workMs: number, untilMs = Number.POSITIVE_INFINITY, user = 0): boolean {
    if (nowMs >= this.windowEndMs) this.openWindow(nowMs);
    this.windowShakes++;
    const { rungs } = this;
    if (rungs.degrades || rungs.closed) return this.serveLess(nowMs, workMs, untilMs, user);
    return this.work(nowMs, workMs, untilMs, SHAKE, -1, user);
  }

  /** A shake comes while something is given up. */
  private serveLess(nowMs: number, workMs: number, untilMs: number, user: number): boolean {
    const { rungs } = this;
    if (rungs.closed) {
      rungs.refused++;
      return this.refuse(REFUSED_BY_LADDER, 0);
    }
    const leftMs = workMs * rungs.workLeft;
    const served = this.work(nowMs, leftMs, untilMs, SHAKE, -1, user);
    if (served) {
      rungs.savedMs += workMs - leftMs;
      rungs.degraded++;
    }
    return served;
  }

  /** As `serve`, with a time that is known [ms]. */
  work(nowMs: number, workMs: number, untilMs: number, step: number, order: number, member: number): boolean {
    const { overload, station } = this;
    const priority = overload.levelMax > 0 ? this.priorities.of(step, order, member, nowMs) : 0;
    if (!overload.admit(nowMs, this.stream, priority)) return this.refuse(REFUSED_BY_ACCESS, 0);
    if (this.follows && this.sendsAway(nowMs)) return false;
    const waitMs = station.waitMs(nowMs);
    if (nowMs + waitMs > untilMs) {
      if (this.follows) overload.gone(nowMs + waitMs);
      this.expired++;
      this.skipped = true;
      return false;
    }
    const startMs = station.arrive(nowMs, workMs * this.msPerMs);
    if (!(startMs >= nowMs)) return this.refuse(REFUSED_BY_ACCESS, 0);
    overload.observe(waitMs, startMs);
    this.served++;
    if (waitMs > 0) this.waitSumMs += waitMs;
    if (this.follows) overload.ended(station.departureMs - nowMs, station.departureMs);
    return true;
  }

  private refuse(by: number, heldMs: number): false {
    this.rejected++;
    this.skipped = false;
    this.refusedBy = by;
    this.heldMs = heldMs;
    return false;
  }

  /**
   * Whether a request that was let in is refused all the same: it finds no place, or is dropped at the head of the
   * queue. First come, first served: when its turn comes is known now, and those before it have been decided on.
   */
  private sendsAway(nowMs: number): boolean {
    const { station, overload } = this;
    if (station.refuses(nowMs)) {
      overload.gone(nowMs);
      this.refuse(REFUSED_BY_ACCESS, 0);
      return true;
    }
    const startMs = station.startMs(nowMs);
    if (!overload.drops(startMs - nowMs, startMs)) return false;
    station.passBy(nowMs);
    overload.gone(startMs);
    this.refuse(REFUSED_BY_ACCESS, startMs - nowMs);
    return true;
  }

  /** Requests that came since the start. */
  get arrived(): number {
    return this.served + this.rejected + this.expired;
  }

  /** When the request served last leaves [ms], or NaN when one came later that found no place. */
  get departureMs(): number {
    return this.station.departureMs;
  }

  /** Shakes among those that came. */
  get shakes(): number {
    return this.shakesBefore + this.windowShakes;
  }

  /** Shakes that came in one window. */
  shakesIn(window: number): number {
    this.countWindow();
    return this.shakeWindows.at(0, window);
  }

  private openWindow(nowMs: number): void {
    const { windowMs } = this.shakeWindows;
    this.countWindow();
    this.windowFromMs = Math.floor(nowMs / windowMs) * windowMs;
    this.windowEndMs = this.windowFromMs + windowMs;
  }

  private countWindow(): void {
    if (this.windowShakes > 0) this.shakeWindows.add(0, this.windowFromMs, this.windowShakes);
    this.shakesBefore += this.windowShakes;
    this.windowShakes = 0;
  }

  /** Share of the servers behind this one that are there from now on: (0, 1]. */
  keep(aliveShare: number): void {
    this.msPerMs = 1 / (this.speed * aliveShare);
  }

  /** Requests that wait for a worker at nowMs. */
  waitingAt(nowMs: number): number {
    return this.station.waitingAt(nowMs);
  }

  /** Worker time used since the start [ms], of `workers` times the time passed. */
  busyMs(nowMs: number): number {
    return this.station.busyMs(nowMs);
  }
}
