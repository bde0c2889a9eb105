import { enlarge } from "../../kernel/enlarge.ts";

/** The requests under way in a lab, as numbers: a slot is taken when one begins and given back when it ends. */
export class RequestSlots {
  source = new Int32Array(64);
  /** The stop that the request is at, and the node of its source's itinerary after that. */
  stop = new Int32Array(64);
  next = new Int32Array(64);
  /** 1 where nobody waits for the request any more. */
  isGone = new Uint8Array(64);
  /** Class of its source. */
  priority = new Int32Array(64);
  /** An int32 of its own, the same for all attempts of one request; 0 in labs where nobody asks. */
  user = new Int32Array(64);
  /** 1 where the request counts. */
  counts = new Uint8Array(64);
  /** Its place in the order in which requests began, and when that was [ms]. */
  number = new Float64Array(64);
  beganMs = new Float64Array(64);
  /** The request that the attempt is of, where its client has a deadline; else -1. */
  owner = new Int32Array(64);
  /** What it has waited so far, at all stations together. */
  waitedMs = new Float64Array(64);

  private free = new Int32Array(64);
  private freeCount = 0;
  private used = 0;

  take(source: number, priority: number, user: number, counts: boolean, nowMs: number): number {
    const slot = this.freeCount > 0 ? (this.free[--this.freeCount] as number) : this.fresh();
    this.source[slot] = source;
    this.isGone[slot] = 0;
    this.priority[slot] = priority;
    this.user[slot] = user;
    this.owner[slot] = -1;
    this.counts[slot] = counts ? 1 : 0;
    this.beganMs[slot] = nowMs;
    this.waitedMs[slot] = 0;
    return slot;
  }

  /** One more with the same source, user and count, of a request that goes several ways at once. */
  takeLike(slot: number, nowMs: number): number {
    const counts = this.counts[slot] === 1;
    const { source, priority, user } = this;
    return this.take(source[slot] as number, priority[slot] as number, user[slot] as number, counts, nowMs);
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
      this.next = enlarge(this.next, capacity);
      this.isGone = enlarge(this.isGone, capacity);
      this.priority = enlarge(this.priority, capacity);
      this.user = enlarge(this.user, capacity);
      this.counts = enlarge(this.counts, capacity);
      this.number = enlarge(this.number, capacity);
      this.beganMs = enlarge(this.beganMs, capacity);
      this.waitedMs = enlarge(this.waitedMs, capacity);
      this.free = enlarge(this.free, capacity);
    }
    return this.used++;
  }
}
