import type { Cache } from "./cache.ts";

/**
 * The counters of grabs, one for each packet, that are kept in a cache and nowhere else. One that was lost with it is made
 * anew from what the database knows, the openings: the grabs that nobody has opened are forgotten.
 */
export class CachedCounters {
  /** Absent where no cache is ever lost. */
  private readonly cache: Cache | undefined;
  /** By slot, of counters that were lost once: when they were there again [ms], and grabs that they have forgotten. */
  private readonly againMs = new Map<number, number>();
  private readonly forgotten = new Map<number, number>();

  constructor(cache: Cache | undefined) {
    this.cache = cache;
  }

  /** A new packet is in this slot. */
  reset(slot: number): void {
    this.againMs.delete(slot);
    this.forgotten.delete(slot);
  }

  /** Whether the cache answers at all. */
  get inReach(): boolean {
    return this.cache === undefined || !this.cache.isAway;
  }

  /** Whether the counter of a packet created at createdMs is in the cache at nowMs. */
  has(slot: number, createdMs: number, nowMs: number): boolean {
    const { cache } = this;
    if (cache === undefined || cache.hasSince(createdMs)) return true;
    const againMs = this.againMs.get(slot);
    return againMs !== undefined && cache.hasSince(againMs) && againMs <= nowMs;
  }

  /** The counter is there again at atMs, unless another has put it there or is about to, and has forgotten so many grabs. */
  putBack(slot: number, atMs: number, forgotten: number): void {
    const againMs = this.againMs.get(slot);
    if (againMs !== undefined && this.cache?.hasSince(againMs) === true) return;
    this.againMs.set(slot, atMs);
    this.forgotten.set(slot, forgotten);
  }

  /** Grabs that a counter does not know of. */
  forgottenOf(slot: number): number {
    return this.forgotten.size === 0 ? 0 : (this.forgotten.get(slot) ?? 0);
  }

  /** One more grab than the shares that are granted: it takes the place of one that was forgotten. */
  replaceForgotten(slot: number): void {
    this.forgotten.set(slot, this.forgottenOf(slot) - 1);
  }
}
