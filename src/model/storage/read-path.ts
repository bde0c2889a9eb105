import type { Cache } from "./cache.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { ReplicaGroup } from "./replica-group.ts";
import type { Workers } from "./workers.ts";

/** Who answered a read; `shared` is one under way for somebody else; `none` when nobody could. */
export const READ_SOURCE = { cache: 0, backupCache: 1, replica: 2, primary: 3, shared: 4, none: 5 } as const;
export type ReadSource = (typeof READ_SOURCE)[keyof typeof READ_SOURCE];

export interface ReadPathOptions {
  cache: Cache;
  /** Second cache, asked when the first misses; default none. */
  backupCache?: Cache;
  group: ReplicaGroup;
  /** Reads a second that the database answers; default as many as come. */
  limit?: RateLimit;
  /** What a read needs in the database, as commits do; default as many as come. */
  workers?: Workers;
  /** Whether those who miss the same thing while it is being read wait for that read (single flight); default not. */
  singleFlight?: boolean;
  /** Whether the primary is asked when the replicas cannot answer. */
  fallBackToPrimary: boolean;
  /** After how long without an answer a second copy is asked (a hedge); default never [ms]. */
  hedgeMs?: number;
}

/**
 * The order of a read: primary cache, backup cache, replica, primary, then the caller degrades.
 *
 * What is read from the database is put into the caches when it is there. Until then everybody else who wants it misses,
 * too, and asks the database (a stampede), unless they wait for the read that is under way.
 */
export class ReadPath {
  /** When the answer was there [ms]; Infinity when nobody could answer. */
  doneAtMs = 0;
  /** Whether the answer lacks an acknowledged write; a cache is written through and never does. */
  stale = false;
  /** The entry that the last read saw, where it found anything and did not wait for another one's. */
  seen = -1;
  /** When the thing read last was, or will be, put into the caches [ms]: for the next read of it. */
  cachedAtMs = Number.NaN;
  /** Reads that went to the database, how long they waited for their turn [ms], and reads that waited for one of those. */
  fetches = 0;
  waitedMs = 0;
  waitMaxMs = 0;
  shared = 0;
  /** Reads for which a second copy was asked, and those that it answered first. */
  hedged = 0;
  hedgesWon = 0;

  /** When the last of the caches had been asked in vain [ms]. */
  private askedAtMs = 0;
  private readonly cache: Cache;
  private readonly backupCache: Cache | undefined;
  private readonly group: ReplicaGroup;
  private readonly limit: RateLimit | undefined;
  private readonly workers: Workers | undefined;
  private readonly singleFlight: boolean;
  private readonly fallBackToPrimary: boolean;
  private readonly hedgeMs: number;

  constructor(options: ReadPathOptions) {
    this.cache = options.cache;
    this.backupCache = options.backupCache;
    this.group = options.group;
    this.limit = options.limit;
    this.workers = options.workers;
    this.singleFlight = options.singleFlight ?? false;
    this.fallBackToPrimary = options.fallBackToPrimary;
    this.hedgeMs = options.hedgeMs ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Reads at nowMs a thing whose newest write is `entry` and which was, or will be, put into the caches at cachedAtMs
   * (NaN: never).
   */
  read(nowMs: number, entry: number, cachedAtMs: number): ReadSource {
    this.seen = entry;
    const cached = this.readCaches(nowMs, cachedAtMs);
    if (cached !== READ_SOURCE.none) return cached;
    const { askedAtMs } = this;
    if (this.singleFlight && cachedAtMs > askedAtMs) {
      this.shared++;
      this.doneAtMs = cachedAtMs;
      return READ_SOURCE.shared;
    }
    const source = this.readDatabase(askedAtMs, entry);
    if (source !== READ_SOURCE.none) this.putIn(askedAtMs);
    return source;
  }

  /** As `read`, where no copy of the database answers: from the caches, or from nobody. */
  readCaches(nowMs: number, cachedAtMs: number): ReadSource {
    const { cache, backupCache } = this;
    this.stale = false;
    this.cachedAtMs = cachedAtMs;
    if (cache.lookUp(nowMs, cachedAtMs)) {
      this.doneAtMs = cache.doneAtMs;
      return READ_SOURCE.cache;
    }
    this.askedAtMs = cache.doneAtMs;
    if (backupCache !== undefined) {
      const hit = backupCache.lookUp(cache.doneAtMs, cachedAtMs);
      this.askedAtMs = backupCache.doneAtMs;
      if (hit) {
        // Copied over at once: what both had before would else be looked for in vain meanwhile.
        if (!cache.keeps(nowMs, cachedAtMs)) this.cachedAtMs = nowMs;
        this.doneAtMs = backupCache.doneAtMs;
        return READ_SOURCE.backupCache;
      }
    }
    this.doneAtMs = Number.POSITIVE_INFINITY;
    return READ_SOURCE.none;
  }

  /** What was read is in the caches from then on; an earlier read under way puts it in earlier. */
  private putIn(nowMs: number): void {
    const { cache, cachedAtMs, doneAtMs } = this;
    if (cachedAtMs > nowMs) this.cachedAtMs = Math.min(cachedAtMs, doneAtMs);
    else if (!cache.keeps(nowMs, cachedAtMs)) this.cachedAtMs = doneAtMs;
  }

  private readDatabase(nowMs: number, entry: number): ReadSource {
    this.fetches++;
    const startMs = this.turnMs(nowMs);
    this.take(this.group.read(startMs, entry));
    if (this.doneAtMs < Number.POSITIVE_INFINITY) {
      if (this.doneAtMs > nowMs + this.hedgeMs) this.hedge(nowMs + this.hedgeMs, entry);
      return READ_SOURCE.replica;
    }
    if (!this.fallBackToPrimary) return READ_SOURCE.none;
    this.take(this.group.readPrimary(startMs, entry));
    return this.doneAtMs < Number.POSITIVE_INFINITY ? READ_SOURCE.primary : READ_SOURCE.none;
  }

  /** A second copy is asked at nowMs; what comes first is the answer, and the other one's work was for nothing. */
  private hedge(nowMs: number, entry: number): void {
    this.hedged++;
    const doneMs = this.group.readOther(this.turnMs(nowMs), entry);
    if (doneMs >= this.doneAtMs) return;
    this.hedgesWon++;
    this.take(doneMs);
  }

  /** What the group has just read, at doneMs, is the answer. */
  private take(doneMs: number): void {
    const { staleness } = this.group;
    this.doneAtMs = doneMs;
    this.stale = staleness.versionsBehind > 0;
    this.seen = staleness.seen;
  }

  /** When a read that comes to the database at nowMs asks its copies, its turn and a worker's part of it over [ms]. */
  private turnMs(nowMs: number): number {
    const { limit, workers } = this;
    if (limit === undefined && workers === undefined) return nowMs;
    const turnMs = limit === undefined ? nowMs : limit.arrive(nowMs);
    const startMs = workers === undefined ? turnMs : workers.read(turnMs) + workers.tookMs;
    const waitMs = turnMs - nowMs + (workers?.waitMs ?? 0);
    this.waitedMs += waitMs;
    this.waitMaxMs = Math.max(this.waitMaxMs, waitMs);
    return startMs;
  }
}
