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
  /** When the request served last leaves [ms]. */
  departureMs = 0;
  /** Since the start: requests that came, refused at the door, and the sum of waits of those served [ms]. */
  arrived = 0;
  rejected = 0;
  /** Requests let in whose turn would have come when their handsets had left. */
  expired = 0;
  /** Whether the request that came last is one of these. */
  skipped = false;
  /** Who refused the one refused last: the server's control, or the ladder, for shakes are given up. */
  refusedBy = REFUSED_BY_ACCESS;
  /** How long it waited before it was refused, at the head of the queue [ms]; 0 at the door. */
  heldMs = 0;
  waitSumMs = 0;
  /** Shakes among those that came, also by window. */
  shakes = 0;
  private readonly shakeWindows: WindowedCounts;
  /** Shakes of the present window, not among those yet; where it begins and ends [ms]. */
  private windowShakes = 0;
  private windowFromMs = -0;
  private windowEndMs = -0;
  /** Share of the servers behind this one that are there: below 1 when a cluster is lost. */
  private aliveShare = 1;
  /** Share of the work of the request that is being served that rungs leave. */
  private workLeft = 1;

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
    untilMs: number = Number.POSITIVE_INFINITY,
    step: number = SHAKE,
    order = -1,
    member = 0,
  ): boolean {
    this.arrived++;
    this.skipped = false;
    this.refusedBy = REFUSED_BY_ACCESS;
    this.heldMs = 0;
    const { overload } = this;
    const priority = overload.levelMax > 0 ? this.priorities.of(step, order, member, nowMs) : 0;
    if (overload.admit(nowMs, this.stream, priority)) {
      if (this.follows && this.sendsAway(nowMs)) {
        this.rejected++;
        return false;
      }
      if (nowMs + this.station.waitMs(nowMs) > untilMs) {
        if (this.follows) overload.gone(this.station.startMs(nowMs));
        this.expired++;
        this.skipped = true;
        return false;
      }
      const wholeMs = service.sample(this.stream);
      const workMs = wholeMs * this.workLeft;
      this.rungs.savedMs += wholeMs - workMs;
      const serviceMs = workMs / (this.speed * this.aliveShare);
      const startMs = this.station.arrive(nowMs, serviceMs);
      if (startMs >= nowMs) {
        const waitMs = startMs - nowMs;
        overload.observe(waitMs, startMs);
        this.waitSumMs += waitMs;
        this.departureMs = this.station.departureMs;
        if (this.follows) overload.ended(this.departureMs - nowMs, this.departureMs);
        return true;
      }
    }
    this.rejected++;
    return false;
  }

  /** As `serve`, for a shake: they are counted, by window. */
  serveShake(nowMs: number, service: Distribution, untilMs?: number, user?: number): boolean {
    this.shakes++;
    if (nowMs >= this.windowEndMs) this.openWindow(nowMs);
    this.windowShakes++;
    const { rungs } = this;
    if (rungs.closed) {
      this.arrived++;
      this.rejected++;
      rungs.refused++;
      this.skipped = false;
      this.heldMs = 0;
      this.refusedBy = REFUSED_BY_LADDER;
      return false;
    }
    if (!rungs.degrades) return this.serve(nowMs, service, untilMs, SHAKE, -1, user);
    this.workLeft = rungs.workLeft;
    const served = this.serve(nowMs, service, untilMs, SHAKE, -1, user);
    this.workLeft = 1;
    if (served) rungs.degraded++;
    return served;
  }

  /**
   * Whether a request that was let in goes unserved all the same: it finds no place, or is dropped at the head of the
   * queue. First come, first served: when its turn comes is known now, and those before it have been decided on.
   */
  private sendsAway(nowMs: number): boolean {
    const { station, overload } = this;
    if (station.refuses(nowMs)) {
      overload.gone(nowMs);
      return true;
    }
    const startMs = station.startMs(nowMs);
    if (!overload.drops(startMs - nowMs, startMs)) return false;
    this.heldMs = startMs - nowMs;
    station.passBy(nowMs);
    overload.gone(startMs);
    return true;
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
    this.windowShakes = 0;
  }

  /** Share of the servers behind this one that are there from now on: (0, 1]. */
  keep(aliveShare: number): void {
    this.aliveShare = aliveShare;
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
