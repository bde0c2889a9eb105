import { enlarge } from "./enlarge.ts";

/** A slot is 32 bytes, so that an event touches one cache line: time, tie key; next, handler, arg, generation. */
export const FLOATS = 4;
export const INTS = 8;
export const NEXT = 4;
export const HANDLER = 5;
export const ARG = 6;
export const GENERATION = 7;

/** No slot: the end of a list. */
export const NONE = -1;
/** Handler of a slot that is free, or whose event was cancelled. */
export const DEAD = -1;

/** An id is generation * 2^24 + slot: exact in a float64 while a generation stays below 2^29. */
export const SLOTS_MAX = 2 ** 24;
export const GENERATION_MAX = 2 ** 29 - 1;

/** The records of pending events, in one buffer seen as float64 and as int32. */
export class EventSlots {
  /** Times and tie keys: [slot * FLOATS], [slot * FLOATS + 1]. Replaced by growth. */
  floats: Float64Array;
  /** The rest: [slot * INTS + NEXT ...]. Replaced by growth. */
  ints: Int32Array;
  /** Slots ever taken; those above have never been used. */
  used = 0;
  private freeHead = NONE;

  constructor(capacity: number) {
    this.floats = new Float64Array(capacity * FLOATS);
    this.ints = new Int32Array(this.floats.buffer);
  }

  get capacity(): number {
    return this.floats.length / FLOATS;
  }

  take(): number {
    const slot = this.freeHead;
    if (slot === NONE) return this.takeNew();
    this.freeHead = this.ints[slot * INTS + NEXT] as number;
    return slot;
  }

  /** Ends the validity of the slot's id: its event has fired or was cancelled. */
  kill(slot: number): void {
    const at = slot * INTS;
    this.ints[at + HANDLER] = DEAD;
    this.ints[at + GENERATION] = (this.ints[at + GENERATION] as number) + 1;
  }

  /** Gives back a killed slot that lies nowhere any more. */
  free(slot: number): void {
    const at = slot * INTS;
    // A slot whose generations are used up is retired, so that no id ever comes back.
    if ((this.ints[at + GENERATION] as number) >= GENERATION_MAX) return;
    this.ints[at + NEXT] = this.freeHead;
    this.freeHead = slot;
  }

  /** Frees all but the live slots, which it writes to `into`; returns their number. */
  collectLive(into: Int32Array): number {
    let count = 0;
    this.freeHead = NONE;
    for (let slot = 0; slot < this.used; slot++) {
      if ((this.ints[slot * INTS + HANDLER] as number) >= 0) into[count++] = slot;
      else this.free(slot);
    }
    return count;
  }

  private takeNew(): number {
    if (this.used === this.capacity) {
      const slots = Math.min(this.capacity * 2, SLOTS_MAX);
      if (slots === this.capacity) throw new RangeError(`more than ${SLOTS_MAX} pending events`);
      this.floats = enlarge(this.floats, slots * FLOATS);
      this.ints = new Int32Array(this.floats.buffer);
    }
    return this.used++;
  }
}
