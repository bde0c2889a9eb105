import { enlarge } from "./enlarge.ts";

/** Number of float64 fields that a message carries. */
export const MESSAGE_FIELDS = 8;
const CAPACITY = 64;

/**
 * Where a district's arrived messages lie until they have been handled: a pool of slots, all on typed arrays.
 *
 * A receiving handler is given a slot and reads `from[slot]`, `arg[slot]` and `fields[slot * 8 + k]` (or
 * `get(slot, k)`). The arrays are replaced when the pool grows: read them through the inbox each time.
 * The slot is freed when the handler returns, unless it called `keep(slot)`; then `free(slot)` is its duty.
 */
export class Inbox {
  /** District that sent the message. */
  from = new Int32Array(CAPACITY);
  /** The int32 given to `send`. */
  arg = new Int32Array(CAPACITY);
  /** Payload, eight numbers a slot. */
  fields = new Float64Array(CAPACITY * MESSAGE_FIELDS);

  private state = new Uint8Array(CAPACITY);
  private next = new Int32Array(CAPACITY);
  private freeHead = -1;
  private slotsUsed = 0;
  private inUse = 0;

  /** Number of slots in use: messages on their way, being handled, or kept. */
  get size(): number {
    return this.inUse;
  }

  /** Field k (0 to 7) of the message in this slot. */
  get(slot: number, k: number): number {
    return this.fields[slot * MESSAGE_FIELDS + k] as number;
  }

  /** Holds the slot beyond the end of the handler. */
  keep(slot: number): void {
    if (this.state[slot] === USED) this.state[slot] = KEPT;
  }

  /** Gives the slot back. Freeing a free slot does nothing. */
  free(slot: number): void {
    if (this.state[slot] === FREE) return;
    this.state[slot] = FREE;
    this.next[slot] = this.freeHead;
    this.freeHead = slot;
    this.inUse--;
  }

  /** For `Federation`: called when the handler has returned. */
  freeUnlessKept(slot: number): void {
    if (this.state[slot] === USED) this.free(slot);
  }

  /** For `Federation`: takes a free slot for a message from this district. */
  take(from: number, arg: number): number {
    let slot = this.freeHead;
    if (slot === -1) {
      if (this.slotsUsed === this.state.length) this.grow();
      slot = this.slotsUsed++;
    } else {
      this.freeHead = this.next[slot] as number;
    }
    this.state[slot] = USED;
    this.from[slot] = from;
    this.arg[slot] = arg;
    this.inUse++;
    return slot;
  }

  private grow(): void {
    const capacity = this.state.length * 2;
    this.from = enlarge(this.from, capacity);
    this.arg = enlarge(this.arg, capacity);
    this.fields = enlarge(this.fields, capacity * MESSAGE_FIELDS);
    this.state = enlarge(this.state, capacity);
    this.next = enlarge(this.next, capacity);
  }
}

const FREE = 0;
const USED = 1;
const KEPT = 2;
