import { enlarge } from "../../kernel/enlarge.ts";

/** The requests under way in a lab, as numbers: a slot is taken when one begins and given back when it ends. */
export class RequestSlots {
  source = new Int32Array(64);
  /** Which stop of its source's path the request is at. */
  stop = new Int32Array(64);
  /** 1 where the request counts. */
  counts = new Uint8Array(64);
  beganMs = new Float64Array(64);
  /** The request that the attempt is of, where its client has a deadline; else -1. */
  owner = new Int32Array(64);
  /** What it has waited so far, at all stations together. */
  waitedMs = new Float64Array(64);

  private free = new Int32Array(64);
  private freeCount = 0;
  private used = 0;

  take(source: number, counts: boolean, nowMs: number): number {
    const slot = this.freeCount > 0 ? (this.free[--this.freeCount] as number) : this.fresh();
    this.source[slot] = source;
    this.stop[slot] = 0;
    this.owner[slot] = -1;
    this.counts[slot] = counts ? 1 : 0;
    this.beganMs[slot] = nowMs;
    this.waitedMs[slot] = 0;
    return slot;
  }

  giveBack(slot: number): void {
    this.free[this.freeCount++] = slot;
  }

  private fresh(): number {
    if (this.used === this.source.length) {
      const capacity = this.used * 2;
      this.source = enlarge(this.source, capacity);
      this.owner = enlarge(this.owner, capacity);
      this.stop = enlarge(this.stop, capacity);
      this.counts = enlarge(this.counts, capacity);
      this.beganMs = enlarge(this.beganMs, capacity);
      this.waitedMs = enlarge(this.waitedMs, capacity);
      this.free = enlarge(this.free, capacity);
    }
    return this.used++;
  }
}
