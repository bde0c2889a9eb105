import type { Cache } from "./cache.ts";
import type { ReplicaGroup } from "./replica-group.ts";

/** Who answered a read; `none` when nobody could. */
export const READ_SOURCE = { cache: 0, backupCache: 1, replica: 2, primary: 3, none: 4 } as const;
export type ReadSource = (typeof READ_SOURCE)[keyof typeof READ_SOURCE];

export interface ReadPathOptions {
  cache: Cache;
  /** Second cache, asked when the first misses; default none. */
  backupCache?: Cache;
  group: ReplicaGroup;
  /** Whether the primary is asked when the replicas cannot answer. */
  fallBackToPrimary: boolean;
}

/** The order of a read: primary cache, backup cache, replica, primary, then the caller degrades. */
export class ReadPath {
  /** When the answer was there [ms]; Infinity when nobody could answer. */
  doneAtMs = 0;
  /** Whether the answer lacks an acknowledged write; a cache is written through and never does. */
  stale = false;

  private readonly cache: Cache;
  private readonly backupCache: Cache | undefined;
  private readonly group: ReplicaGroup;
  private readonly fallBackToPrimary: boolean;

  constructor(options: ReadPathOptions) {
    this.cache = options.cache;
    this.backupCache = options.backupCache;
    this.group = options.group;
    this.fallBackToPrimary = options.fallBackToPrimary;
  }

  /**
   * Reads at nowMs a thing whose newest write is `entry` and which was put into the caches at cachedAtMs
   * (NaN: never). On a source other than a cache the caller should note `doneAtMs` as the new cachedAtMs.
   */
  read(nowMs: number, entry: number, cachedAtMs: number): ReadSource {
    this.stale = false;
    if (this.cache.lookUp(nowMs, cachedAtMs)) {
      this.doneAtMs = this.cache.doneAtMs;
      return READ_SOURCE.cache;
    }
    let askedAtMs = this.cache.doneAtMs;
    if (this.backupCache !== undefined) {
      const hit = this.backupCache.lookUp(askedAtMs, cachedAtMs);
      askedAtMs = this.backupCache.doneAtMs;
      if (hit) {
        this.doneAtMs = askedAtMs;
        return READ_SOURCE.backupCache;
      }
    }
    return this.readDatabase(askedAtMs, entry);
  }

  private readDatabase(nowMs: number, entry: number): ReadSource {
    this.doneAtMs = this.group.read(nowMs, entry);
    this.stale = this.group.staleness.versionsBehind > 0;
    if (this.doneAtMs < Number.POSITIVE_INFINITY) return READ_SOURCE.replica;
    if (!this.fallBackToPrimary) return READ_SOURCE.none;
    this.doneAtMs = this.group.readPrimary(nowMs, entry);
    this.stale = this.group.staleness.versionsBehind > 0;
    return this.doneAtMs < Number.POSITIVE_INFINITY ? READ_SOURCE.primary : READ_SOURCE.none;
  }
}
