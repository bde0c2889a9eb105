import { WindowedCounts } from "../../stats/time-series.ts";

/** How a request that needs a set ends, as its access server sees it. */
export const ENDS = ["answered", "refused", "failed", "later"] as const;
export const END_ANSWERED = 0;
export const END_REFUSED = 1;
export const END_FAILED = 2;
/** Told to come back later. */
export const END_LATER = 3;
/** A request's first call that failed, whatever became of the request. */
export const HURT = 4;
/** Columns for each side. */
export const SIDE = 5;
export const INSIDE = 0;
export const OUTSIDE = SIDE;

/** Between two looks at whether requests are answered again [ms]. */
export const BLAST_WINDOW_MS = 1000;

/**
 * What became of one region's requests to sets from a fault's beginning on: of those that had to do with what is broken
 * (inside its blast radius), and of the others. A request belongs to the set of its order, a new order to the set that
 * its user's place on the ring gives it, wherever it is created in the end.
 */
export class BlastCounts {
  /** Members who were not shown a packet, because the message was lost on a line. */
  unseen = 0;
  readonly windows: WindowedCounts;

  private readonly fromMs: number;
  private readonly untilMs: number;
  private readonly sets: Uint8Array;
  private readonly regions: Uint8Array;

  constructor(options: {
    /** When the fault begins, and until when to look [ms]. */
    fromMs: number;
    untilMs: number;
    /** By set and by region: 1 for those that a request of this region reaches only through what is broken. */
    sets: Uint8Array;
    regions: Uint8Array;
  }) {
    this.fromMs = options.fromMs;
    this.untilMs = options.untilMs;
    this.sets = options.sets;
    this.regions = options.regions;
    this.windows = new WindowedCounts(2 * SIDE, BLAST_WINDOW_MS, options.untilMs - options.fromMs);
  }

  /** A request of the set `home` came to an end (`END_ANSWERED` ..), or its first call failed (`HURT`). */
  count(home: number, how: number, nowMs: number): void {
    if (nowMs < this.fromMs || nowMs >= this.untilMs) return;
    const side = this.sets[home] === 1 ? INSIDE : OUTSIDE;
    this.windows.add(side + how, nowMs - this.fromMs);
  }

  /** So many members were not shown a packet, on the way to or from a region. */
  countUnseen(region: number, members: number, nowMs: number): void {
    if (this.regions[region] === 1 && nowMs >= this.fromMs && nowMs < this.untilMs) this.unseen += members;
  }
}
