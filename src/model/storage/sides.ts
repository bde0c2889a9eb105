/**
 * The two sides of a replica group that is parted: 0, where everybody is as long as nothing parts them, and 1, those cut
 * off. Replicas and callers reach their own side only.
 *
 * Of the two the _main_ one, where more than half of the replicas stand, goes on; the others stand still and miss what is
 * written there. Halves have no main side: both stand still where a leader orders the writes.
 */
export class Sides {
  /** By replica. */
  readonly of: Uint8Array;
  /** Since when they are parted [ms]; NaN when they are not. */
  partedMs = Number.NaN;
  /** The side that goes on. */
  main = 0;
  /** Whether more than half of the replicas stand on it. */
  hasMajority = true;

  constructor(count: number) {
    this.of = new Uint8Array(count);
  }

  get areParted(): boolean {
    return !Number.isNaN(this.partedMs);
  }

  /** Whether a replica is not on the side that goes on. */
  isApart(replica: number): boolean {
    return this.of[replica] !== this.main;
  }

  part(cutOff: readonly number[], nowMs: number): void {
    this.of.fill(0);
    for (const replica of cutOff) this.of[replica] = 1;
    const size = new Set(cutOff).size;
    const half = this.of.length / 2;
    this.main = size > half ? 1 : 0;
    this.hasMajority = size !== half;
    this.partedMs = nowMs;
  }

  heal(): void {
    this.of.fill(0);
    this.main = 0;
    this.hasMajority = true;
    this.partedMs = Number.NaN;
  }
}
