import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";

export interface CacheOptions {
  /** Time of one look-up [ms]. */
  latencyMs: Distribution;
  /** Chance that a value that was put in is still there: what eviction leaves. */
  hit: number;
  /** How long a value stays [ms]; default for ever. */
  expiryMs?: number;
  stream: RandomStream;
}

/**
 * A cache whose values are known by when they were put in: the caller keeps that time beside the thing cached.
 *
 * A value is there when it was put in before now, after the cache last lost everything, less than `expiryMs`
 * ago, and was not evicted (chance 1 - hit at each look-up). Not modelled: memory, the order of eviction.
 */
export class Cache {
  /** When the last look-up was answered [ms]. */
  doneAtMs = 0;
  hits = 0;
  misses = 0;

  private readonly latencyMs: Distribution;
  private readonly hitChance: number;
  private readonly expiryMs: number;
  private readonly stream: RandomStream;
  private emptiedAtMs = Number.NEGATIVE_INFINITY;
  /** Reasons for which it is away now. */
  private losses = 0;

  constructor(options: CacheOptions) {
    this.latencyMs = options.latencyMs;
    this.hitChance = options.hit;
    this.expiryMs = options.expiryMs ?? Number.POSITIVE_INFINITY;
    this.stream = options.stream;
  }

  /** Looks up at nowMs what was put in at cachedAtMs (NaN: never); true for a hit, `doneAtMs` for both. */
  lookUp(nowMs: number, cachedAtMs: number): boolean {
    this.doneAtMs = nowMs + this.latencyMs.sample(this.stream);
    // Drawn even when it cannot matter, so that a lost cache does not shift the draws of what follows.
    const kept = this.stream.chance(this.hitChance);
    const hit = kept && nowMs >= cachedAtMs && this.keeps(nowMs, cachedAtMs);
    if (hit) this.hits++;
    else this.misses++;
    return hit;
  }

  /** Whether what was, or will be, put in at cachedAtMs has neither been lost nor expired at nowMs. */
  keeps(nowMs: number, cachedAtMs: number): boolean {
    return this.hasSince(cachedAtMs) && nowMs - cachedAtMs < this.expiryMs;
  }

  /** Whether it is down now. */
  get isAway(): boolean {
    return this.losses > 0;
  }

  /** Whether nothing has been lost of what was put in at atMs. */
  hasSince(atMs: number): boolean {
    return atMs >= this.emptiedAtMs;
  }

  /** The cache goes down, for one more reason, and loses everything: every look-up misses until the last `restore`. */
  lose(): void {
    this.losses++;
    this.emptiedAtMs = Number.POSITIVE_INFINITY;
  }

  /** One such reason has gone; with the last the cache is back, empty. */
  restore(nowMs: number): void {
    if (--this.losses === 0) this.emptiedAtMs = nowMs;
  }
}
