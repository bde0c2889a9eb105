import { Health, type HealthParams } from "../control/health.ts";
import type { TimelineSink } from "../control/timeline.ts";
import { NO_NODE, Ring, shareOfKey } from "./ring.ts";

export interface RouterParams {
  /** A set's name in the timeline; it should tell whose view it is: "set-03 seen from sz". */
  partOf: (set: number) => string;
  /** All sets, those that join later last. */
  sets: number;
  /** Sets that are there from the start; default all. */
  present?: number;
  virtualNodes: number;
  health: HealthParams;
  /** Share of the sets that may be masked at a time, 0..1: the others could not carry more. */
  maskedMax: number;
  /** The same for gray failures, but one always may be where any may. */
  grayMax: number;
}

/**
 * How one region's access layer chooses the set of a *new* order: by the ring, past the sets that it has found
 * to fail. An old order never comes here: its number names its set.
 *
 * A set that is masked is probed by single users whose own it is; one that was unmasked a moment ago, or has joined,
 * gets a growing share of them, and nobody else's. The router knows only what was reported to it, so two regions may
 * for a while see things differently.
 */
export class Router {
  /** Of the sets that take part now. */
  ring: Ring;
  /** Sets that are masked now. */
  masked = 0;

  private readonly params: RouterParams;
  private readonly health: readonly Health[];
  /** How many may be masked at a time; the same for gray failures. */
  private most: { masked: number; gray: number };
  /** 1 for a set that nobody is to be sent to but its own users: masked or on its ramp; or tried already. */
  private readonly avoided: Uint8Array;

  constructor(params: RouterParams, sink?: TimelineSink) {
    this.params = params;
    const present = params.present ?? params.sets;
    this.ring = new Ring({ nodes: present, virtualNodes: params.virtualNodes });
    this.most = mostMasked(params, present);
    this.health = Array.from({ length: params.sets }, (_, set) => {
      const peers = {
        mayMask: (isGray: boolean) => this.masked < (isGray ? this.most.gray : this.most.masked),
        failureShare: (nowMs: number) => this.failureShareBut(set, nowMs),
      };
      return new Health(params.partOf(set), params.health, peers, sink);
    });
    this.avoided = new Uint8Array(params.sets);
  }

  /**
   * The next sets take part from now on: each takes new orders from all others alike, a growing share of those of its
   * own users. No other user's place on the ring changes.
   */
  join(count: number, nowMs: number): void {
    const { params } = this;
    const present = this.ring.nodes + count;
    for (let set = this.ring.nodes; set < present; set++) {
      (this.health[set] as Health).join(nowMs);
      this.avoided[set] = 1;
    }
    this.ring = new Ring({ nodes: present, virtualNodes: params.virtualNodes });
    this.most = mostMasked(params, present);
  }

  /** The set for a new order of this user, or `NO_NODE` when all are masked. */
  choose(userId: number, nowMs: number): number {
    const first = this.ring.lookup(userId);
    if (this.avoided[first] === 0 || this.letsIn(first, userId, nowMs)) return first;
    return this.pastAvoided(userId);
  }

  /** The set to try after `tried` (at least one) have failed for this order, or `NO_NODE`. No probes. */
  chooseAfter(tried: readonly number[], userId: number): number {
    const { avoided } = this;
    const before = tried.map((set) => avoided[set] as number);
    for (const set of tried) avoided[set] = 1;
    const next = this.pastAvoided(userId, tried);
    tried.forEach((set, i) => {
      avoided[set] = before[i] as number;
    });
    return next;
  }

  /** The outcome of any call to a set, when this region learns it; `slow` where it took too long. */
  report(set: number, ok: boolean, slow: boolean, nowMs: number): void {
    const health = this.health[set] as Health;
    const was = health.isMasked;
    health.report(ok, slow, nowMs);
    if (health.isMasked === was) return;
    this.masked += was ? -1 : 1;
    this.avoided[set] = 1;
  }

  isMasked(set: number): boolean {
    return (this.health[set] as Health).isMasked;
  }

  /** The first set from the user's place on that nobody avoids; where all are avoided, one on its ramp. */
  private pastAvoided(userId: number, tried: readonly number[] = []): number {
    const next = this.ring.lookupExcluding(this.avoided, userId);
    if (next !== NO_NODE) return next;
    const hopeless = this.health.map(({ isMasked }, set) => (isMasked || tried.includes(set) ? 1 : 0));
    return this.ring.lookupExcluding(Uint8Array.from(hopeless), userId);
  }

  /** A set that is avoided: may its own user go there all the same, as a probe or up the ramp? */
  private letsIn(set: number, userId: number, nowMs: number): boolean {
    const health = this.health[set] as Health;
    if (health.isMasked) return health.takesProbe(nowMs);
    const share = health.openShare(nowMs);
    if (share === 1) this.avoided[set] = 0;
    return shareOfKey(userId) < share;
  }

  /** Share of failures of all other sets that are in use. */
  private failureShareBut(set: number, nowMs: number): number {
    let calls = 0;
    let failures = 0;
    this.health.forEach(({ isMasked, long }, other) => {
      if (other === set || isMasked) return;
      long.slide(nowMs);
      calls += long.calls;
      failures += long.failures;
    });
    return calls > 0 ? failures / calls : 0;
  }
}

function mostMasked({ maskedMax, grayMax }: RouterParams, present: number): { masked: number; gray: number } {
  const masked = Math.floor(maskedMax * present);
  return { masked, gray: Math.min(masked, Math.max(1, Math.floor(grayMax * present))) };
}
