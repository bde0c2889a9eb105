import { enlarge } from "./enlarge.ts";

/** No slot: the end of a list. */
export const NONE = -1;

/**
 * The records of pending events. A slot is 32 bytes of one buffer, seen as float64 and as int32, so that an event
 * touches one cache line:
 *
 *     bytes  0..7  float64  time [ms]
 *            8..15 float64  tie key
 *           16..19 int32    next slot of the list that it is in
 *           20..23 int32    handler; -1 when free, or cancelled
 *           24..27 int32    argument
 *           28..31 int32    generation
 *
 * Offsets stand as literals below: V8 reads a module's constants from memory, checks and all, at every use, which
 * cost a quarter of the event list's speed.
 */
export class EventSlots {
  /** Slots ever taken; those above have never been used. */
  used = 0;
  /** Cancelled events that still lie somewhere. */
  dead = 0;
  private floats: Float64Array;
  private ints: Int32Array;
  private freeHead = -1;

  constructor(capacity: number) {
    this.floats = new Float64Array(capacity << 2);
    this.ints = new Int32Array(this.floats.buffer);
  }

  get capacity(): number {
    return this.floats.length >> 2;
  }

  /** Fills a free slot and returns it. */
  take(timeMs: number, tieKey: number, handler: number, arg: number): number {
    let slot = this.freeHead;
    if (slot === -1) slot = this.takeNew();
    else this.freeHead = this.ints[(slot << 3) + 4] as number;
    const { floats, ints } = this;
    floats[slot << 2] = timeMs;
    floats[(slot << 2) + 1] = tieKey;
    ints[(slot << 3) + 5] = handler;
    ints[(slot << 3) + 6] = arg;
    return slot;
  }

  timeMs(slot: number): number {
    return this.floats[slot << 2] as number;
  }

  tieKey(slot: number): number {
    return this.floats[(slot << 2) + 1] as number;
  }

  next(slot: number): number {
    return this.ints[(slot << 3) + 4] as number;
  }

  setNext(slot: number, next: number): void {
    this.ints[(slot << 3) + 4] = next;
  }

  handler(slot: number): number {
    return this.ints[(slot << 3) + 5] as number;
  }

  arg(slot: number): number {
    return this.ints[(slot << 3) + 6] as number;
  }

  /** False once the event has fired or was cancelled. */
  isLive(slot: number): boolean {
    return (this.ints[(slot << 3) + 5] as number) >= 0;
  }

  /** Does `a` come before `b`, in the order of (time, tie key)? */
  isBefore(a: number, b: number): boolean {
    const { floats } = this;
    const aMs = floats[a << 2] as number;
    const bMs = floats[b << 2] as number;
    if (aMs !== bMs) return aMs < bMs;
    return (floats[(a << 2) + 1] as number) < (floats[(b << 2) + 1] as number);
  }

  /** Generation * 2^26 + slot: never given out twice, exact in a float64. */
  id(slot: number): number {
    return (this.ints[(slot << 3) + 7] as number) * 0x4000000 + slot;
  }

  /** The live slot that has this id, or NONE. */
  find(id: number): number {
    const slot = id % 0x4000000;
    if (!(slot >= 0 && slot < this.used) || (slot | 0) !== slot) return NONE;
    return this.isLive(slot) && this.id(slot) === id ? slot : NONE;
  }

  /** Ends the validity of the slot's id: its event has fired or was cancelled. */
  kill(slot: number): void {
    const { ints } = this;
    ints[(slot << 3) + 5] = -1;
    ints[(slot << 3) + 7] = (ints[(slot << 3) + 7] as number) + 1;
  }

  /** Gives back a killed slot that lies nowhere any more. */
  free(slot: number): void {
    const { ints } = this;
    // A slot whose 2^27 generations are used up is retired, so that no id ever comes back.
    if ((ints[(slot << 3) + 7] as number) >= 0x7ffffff) return;
    ints[(slot << 3) + 4] = this.freeHead;
    this.freeHead = slot;
  }

  /** Gives back the slot of a cancelled event that has been taken out of where it lay. */
  dropDead(slot: number): void {
    this.free(slot);
    this.dead--;
  }

  /** Frees all but the live slots, which it writes to `into`; returns their number. */
  collectLive(into: Int32Array): number {
    let count = 0;
    this.freeHead = -1;
    this.dead = 0;
    for (let slot = 0; slot < this.used; slot++) {
      if (this.isLive(slot)) into[count++] = slot;
      else this.free(slot);
    }
    return count;
  }

  private takeNew(): number {
    if (this.used === this.capacity) {
      const capacity = Math.min(this.capacity * 2, 0x4000000);
      if (capacity === this.capacity) throw new RangeError(`more than ${capacity} pending events`);
      this.floats = enlarge(this.floats, capacity << 2);
      this.ints = new Int32Array(this.floats.buffer);
    }
    return this.used++;
  }
}
