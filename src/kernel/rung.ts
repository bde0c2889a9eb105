import { NONE } from "./event-slots.ts";

/**
 * One rung of the ladder: buckets of equal width from `startMs` on, each a linked list of slots. Buckets below
 * `firstOpen` have been emptied. An event's bucket is floor((time - startMs) * perMs), which never falls as
 * time rises: comparing buckets is comparing times.
 */
export class Rung {
  startMs = 0;
  /** Buckets per millisecond: 1 / width. */
  perMs = 0;
  /** Number of buckets in use. */
  buckets = 1;
  firstOpen = 1;
  /** First slot of each bucket; all NONE outside a rung's life. Of no use to a coarse rung, which has piles. */
  heads: Int32Array = new Int32Array(1).fill(NONE);

  open(startMs: number, perMs: number, buckets: number): void {
    this.openCoarse(startMs, perMs, buckets);
    if (this.heads.length < buckets)
      this.heads = new Int32Array(2 ** Math.ceil(Math.log2(buckets))).fill(NONE);
  }

  /** Opens the rung for one who keeps what lies in the buckets elsewhere. */
  openCoarse(startMs: number, perMs: number, buckets: number): void {
    this.startMs = startMs;
    this.perMs = perMs;
    this.buckets = buckets;
    this.firstOpen = 0;
  }

  /** As if one endless bucket had been emptied: no time lies in an open one. */
  close(): void {
    this.startMs = 0;
    this.perMs = 0;
    this.buckets = 1;
    this.firstOpen = 1;
  }

  /** Forgets what lies in the buckets. */
  clear(): void {
    this.heads.fill(NONE, 0, this.buckets);
    this.close();
  }

  /** Takes the list out of the next bucket that has one; NONE when there is none. */
  takeNext(): number {
    const { heads, buckets } = this;
    for (let i = this.firstOpen; i < buckets; i++) {
      const head = heads[i] as number;
      if (head >= 0) {
        heads[i] = NONE;
        this.firstOpen = i + 1;
        return head;
      }
    }
    this.firstOpen = buckets;
    return NONE;
  }
}
