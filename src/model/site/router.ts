import { Health, type HealthParams } from "../control/health.ts";
import type { TimelineSink } from "../control/timeline.ts";
import { Ring } from "./ring.ts";

export interface RouterParams {
  /** A set's name in the timeline; it should tell whose view it is: "set-03 seen from sz". */
  partOf: (set: number) => string;
  sets: number;
  virtualNodes: number;
  health: HealthParams;
}

/**
 * How one region's access layer chooses the set of a *new* order: by the ring, past the sets that it has found
 * to fail. An old order never comes here: its number names its set.
 *
 * The router knows only what was reported to it, so two regions may for a while see things differently.
 */
export class Router {
  readonly sets: number;
  readonly ring: Ring;

  private readonly health: readonly Health[];
  /** 1 for a set that is not to be chosen: masked, or tried already while one choice is made. */
  private readonly mask: Uint8Array;

  constructor(params: RouterParams, sink?: TimelineSink) {
    this.sets = params.sets;
    this.ring = new Ring({ nodes: params.sets, virtualNodes: params.virtualNodes });
    this.health = Array.from(
      { length: params.sets },
      (_, set) => new Health(params.partOf(set), params.health, sink),
    );
    this.mask = new Uint8Array(params.sets);
  }

  /** The set for a new order of this user, or `NO_NODE` when all are masked. */
  choose(userId: number, nowMs: number): number {
    const first = this.ring.lookup(userId);
    // A masked set is probed by the users whose own it is, so that probes are as random as users.
    if (this.admits(first, nowMs)) return first;
    return this.ring.lookupExcluding(this.mask, userId);
  }

  /** The set to try after `tried` (at least one) have failed for this order, or `NO_NODE`. No probes. */
  chooseAfter(tried: readonly number[], userId: number): number {
    for (const set of tried) this.mask[set] = 1;
    const next = this.ring.lookupExcluding(this.mask, userId);
    for (const set of tried) this.mask[set] = this.isMasked(set) ? 1 : 0;
    return next;
  }

  /** The outcome of any call to a set, when this region learns it. */
  report(set: number, ok: boolean, nowMs: number): void {
    const health = this.health[set] as Health;
    health.report(ok, nowMs);
    this.mask[set] = health.isMasked ? 1 : 0;
  }

  isMasked(set: number): boolean {
    return (this.health[set] as Health).isMasked;
  }

  /** Number of sets that are masked now. */
  get masked(): number {
    return this.health.reduce((count, health) => count + (health.isMasked ? 1 : 0), 0);
  }

  private admits(set: number, nowMs: number): boolean {
    return this.mask[set] === 0 || (this.health[set] as Health).admits(nowMs);
  }
}
