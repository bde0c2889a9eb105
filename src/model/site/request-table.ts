import { enlarge } from "../../kernel/enlarge.ts";

/**
 * The requests that are under way in one region, as a pool of slots on typed arrays: a request is a small integer,
 * and everything known of it stands at that index. A freed slot's generation moves on, so that an answer to a
 * request that has ended finds nobody.
 */
export class RequestTable {
  /** SHAKE .. SHARE */
  step = new Uint8Array(CAPACITY);
  /** Index of the carrier entry in the region. */
  entry = new Uint8Array(CAPACITY);
  /** Path through the carrier's network, as the entry drew it: access type and place in its law of round trips. */
  path = new Float64Array(CAPACITY);
  /** Tries on the wire so far. */
  attempts = new Uint8Array(CAPACITY);
  /** Sets that this attempt has tried for a new order, as `SetCalls` packs them. */
  tried = new Float64Array(CAPACITY);
  /** Set of the call that is under way, or -1. */
  set = new Int16Array(CAPACITY);
  /** When the first attempt left the handset [ms]. */
  firstMs = new Float64Array(CAPACITY);
  /** When the attempt under way left the handset [ms]. */
  attemptMs = new Float64Array(CAPACITY);
  /** When the attempt under way entered the access layer [ms]. */
  enteredMs = new Float64Array(CAPACITY);
  /** Order asked for or created; -1 while there is none. */
  order = new Float64Array(CAPACITY);
  /** Money to be put into the order to be created [fen]. */
  amountFen = new Int32Array(CAPACITY);
  /** Number of the user (shake, send) or of the member of the packet's group (grab, open). */
  member = new Int32Array(CAPACITY);
  /** Shares of the packet to be created. */
  shares = new Uint16Array(CAPACITY);
  /** Moves on when a call to a set begins and when the slot is freed: tells a late answer from the one awaited. */
  generation = new Int32Array(CAPACITY);

  private next = new Int32Array(CAPACITY);
  private freeHead = -1;
  private used = 0;
  private live = 0;

  /** Requests under way. */
  get size(): number {
    return this.live;
  }

  /** Takes a slot for a request of this step; attempts and tries start at none. */
  take(step: number, entry: number, path: number): number {
    let slot = this.freeHead;
    if (slot === -1) {
      if (this.used === this.step.length) this.grow();
      slot = this.used++;
    } else {
      this.freeHead = this.next[slot] as number;
    }
    this.live++;
    this.step[slot] = step;
    this.entry[slot] = entry;
    this.path[slot] = path;
    this.attempts[slot] = 0;
    this.tried[slot] = 0;
    this.set[slot] = -1;
    this.order[slot] = -1;
    return slot;
  }

  /** Forgets all calls made for the request so far and returns the tag of a new one. */
  renew(slot: number): number {
    const generation = ((this.generation[slot] as number) + 1) | 0;
    this.generation[slot] = generation;
    return generation;
  }

  free(slot: number): void {
    this.renew(slot);
    this.next[slot] = this.freeHead;
    this.freeHead = slot;
    this.live--;
  }

  private grow(): void {
    const capacity = this.step.length * 2;
    this.step = enlarge(this.step, capacity);
    this.entry = enlarge(this.entry, capacity);
    this.path = enlarge(this.path, capacity);
    this.attempts = enlarge(this.attempts, capacity);
    this.tried = enlarge(this.tried, capacity);
    this.set = enlarge(this.set, capacity);
    this.firstMs = enlarge(this.firstMs, capacity);
    this.attemptMs = enlarge(this.attemptMs, capacity);
    this.enteredMs = enlarge(this.enteredMs, capacity);
    this.order = enlarge(this.order, capacity);
    this.amountFen = enlarge(this.amountFen, capacity);
    this.member = enlarge(this.member, capacity);
    this.shares = enlarge(this.shares, capacity);
    this.generation = enlarge(this.generation, capacity);
    this.next = enlarge(this.next, capacity);
  }
}

const CAPACITY = 1024;
