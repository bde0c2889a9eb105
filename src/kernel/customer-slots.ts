import { enlarge } from "./enlarge.ts";

/** No slot, no event. */
export const NONE = -1;
/** In place of the start of service of who waits, and of who is on the way out. */
export const WAITS = -1;
export const LEAVES = -2;

/**
 * The records of a station's customers. A slot is 64 bytes of one buffer, seen as float64 and as int32, so that a
 * customer touches one cache line:
 *
 *     bytes  0..7  float64  service needed at its start, or when the speed changed last [ms]
 *            8..15 float64  arrived [ms]
 *           16..23 float64  service begun [ms]; WAITS, LEAVES
 *           24..31 float64  event that ends the service; none while the servers stand still
 *           32..39 float64  event that ends the patience, or NONE
 *           40..43 int32    customer
 *           44..47 int32    the next free slot, or the next that is being sent away
 *
 * Offsets stand as literals below, for the reason told in `EventSlots`.
 */
export class CustomerSlots {
  /** Slots ever taken. */
  used = 0;
  private floats = new Float64Array(16 << 3);
  private ints = new Int32Array(this.floats.buffer);
  private freeHead = NONE;

  get capacity(): number {
    return this.floats.length >> 3;
  }

  /** True when the next `take` needs room that `grow` has to make. */
  get isFull(): boolean {
    return this.freeHead === NONE && this.used === this.capacity;
  }

  grow(): void {
    this.floats = enlarge(this.floats, 2 * this.floats.length);
    this.ints = new Int32Array(this.floats.buffer);
  }

  /** Fills a free slot with one who arrives and waits, and returns it. */
  take(customer: number, serviceMs: number, nowMs: number): number {
    const { floats, ints } = this;
    let slot = this.freeHead;
    if (slot === -1) slot = this.used++;
    else this.freeHead = ints[(slot << 4) + 11] as number;
    const at = slot << 3;
    floats[at] = serviceMs;
    floats[at + 1] = nowMs;
    floats[at + 2] = -1;
    floats[at + 4] = -1;
    ints[(slot << 4) + 10] = customer;
    return slot;
  }

  release(slot: number): void {
    this.ints[(slot << 4) + 11] = this.freeHead;
    this.freeHead = slot;
  }

  needMs(slot: number): number {
    return this.floats[slot << 3] as number;
  }

  setNeedMs(slot: number, needMs: number): void {
    this.floats[slot << 3] = needMs;
  }

  arrivedMs(slot: number): number {
    return this.floats[(slot << 3) + 1] as number;
  }

  startedMs(slot: number): number {
    return this.floats[(slot << 3) + 2] as number;
  }

  setStartedMs(slot: number, startedMs: number): void {
    this.floats[(slot << 3) + 2] = startedMs;
  }

  doneEvent(slot: number): number {
    return this.floats[(slot << 3) + 3] as number;
  }

  setDoneEvent(slot: number, event: number): void {
    this.floats[(slot << 3) + 3] = event;
  }

  patience(slot: number): number {
    return this.floats[(slot << 3) + 4] as number;
  }

  setPatience(slot: number, event: number): void {
    this.floats[(slot << 3) + 4] = event;
  }

  customer(slot: number): number {
    return this.ints[(slot << 4) + 10] as number;
  }

  next(slot: number): number {
    return this.ints[(slot << 4) + 11] as number;
  }

  setNext(slot: number, next: number): void {
    this.ints[(slot << 4) + 11] = next;
  }
}
