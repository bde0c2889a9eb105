import { enlarge } from "./enlarge.ts";

const SLOTS_MAX = 2 ** 24;
/** An id is generation * 2^24 + slot: exact in a float64 as long as a generation stays below 2^29. */
const GENERATION_MAX = 2 ** 29 - 1;
const NONE = -1;

/**
 * The set of pending events, on typed arrays: no object an event.
 *
 * Events leave in the order of (timeMs, tieKey). Tie keys must be unique among equal times; the caller draws
 * them from a sequence, which makes the order total and stable. `handler` and `arg` are int32.
 * Times must not be NaN and must not lie before the last popped event (`Simulation` checks this).
 */
export class EventList {
  /** Time of the event that was popped last [ms]. */
  timeMs = 0;
  /** Handler of the event that was popped, or cancelled, last. */
  handler = 0;
  /** Argument of the event that was popped, or cancelled, last. */
  arg = 0;

  private heapTime: Float64Array;
  private heapTie: Float64Array;
  private heapSlot: Int32Array;
  private heapSize = 0;
  private slotHandler: Int32Array;
  private slotArg: Int32Array;
  private slotGeneration: Int32Array;
  /** 0 free, 1 pending, 2 cancelled and still in the heap. */
  private slotState: Uint8Array;
  private freeNext: Int32Array;
  private freeHead = NONE;
  private slotsUsed = 0;
  private live = 0;

  constructor(capacity = 64) {
    this.heapTime = new Float64Array(capacity);
    this.heapTie = new Float64Array(capacity);
    this.heapSlot = new Int32Array(capacity);
    this.slotHandler = new Int32Array(capacity);
    this.slotArg = new Int32Array(capacity);
    this.slotGeneration = new Int32Array(capacity);
    this.slotState = new Uint8Array(capacity);
    this.freeNext = new Int32Array(capacity);
  }

  /** Number of pending events. */
  get size(): number {
    return this.live;
  }

  /** Number of events that fit without growing. */
  get capacity(): number {
    return this.heapSlot.length;
  }

  /** Adds an event and returns its id, which `cancel` takes and which is never given out twice. */
  push(timeMs: number, tieKey: number, handler: number, arg: number): number {
    let slot = this.freeHead;
    if (slot === NONE) {
      if (this.slotsUsed === this.heapSlot.length) this.grow();
      slot = this.slotsUsed++;
    } else {
      this.freeHead = this.freeNext[slot] as number;
    }
    this.slotHandler[slot] = handler;
    this.slotArg[slot] = arg;
    this.slotState[slot] = 1;
    this.live++;
    this.siftUp(this.heapSize++, timeMs, tieKey, slot);
    return (this.slotGeneration[slot] as number) * SLOTS_MAX + slot;
  }

  /** Takes the event out; false when it has fired, was cancelled, or never was. */
  cancel(id: number): boolean {
    const generation = Math.floor(id / SLOTS_MAX);
    const slot = id - generation * SLOTS_MAX;
    if (!(slot < this.slotsUsed) || this.slotGeneration[slot] !== generation || this.slotState[slot] !== 1) {
      return false;
    }
    this.slotState[slot] = 2;
    this.handler = this.slotHandler[slot] as number;
    this.arg = this.slotArg[slot] as number;
    this.live--;
    return true;
  }

  /** Time of the head [ms]; Infinity when nothing is pending. */
  peekTime(): number {
    this.dropCancelled();
    return this.heapSize === 0 ? Number.POSITIVE_INFINITY : (this.heapTime[0] as number);
  }

  /** Takes the head into `timeMs`, `handler`, `arg`; false when nothing is pending. */
  pop(): boolean {
    this.dropCancelled();
    if (this.heapSize === 0) return false;
    this.takeHead();
    return true;
  }

  /** `pop` if the head lies before endMs. */
  popBefore(endMs: number): boolean {
    this.dropCancelled();
    if (this.heapSize === 0 || !((this.heapTime[0] as number) < endMs)) return false;
    this.takeHead();
    return true;
  }

  private takeHead(): void {
    const slot = this.heapSlot[0] as number;
    this.timeMs = this.heapTime[0] as number;
    this.handler = this.slotHandler[slot] as number;
    this.arg = this.slotArg[slot] as number;
    this.live--;
    this.removeHead();
    this.release(slot);
  }

  private dropCancelled(): void {
    while (this.heapSize > 0) {
      const slot = this.heapSlot[0] as number;
      if (this.slotState[slot] === 1) return;
      this.removeHead();
      this.release(slot);
    }
  }

  private release(slot: number): void {
    this.slotState[slot] = 0;
    const generation = this.slotGeneration[slot] as number;
    // A slot whose generations are used up is retired, so that no id ever comes back.
    if (generation === GENERATION_MAX) return;
    this.slotGeneration[slot] = generation + 1;
    this.freeNext[slot] = this.freeHead;
    this.freeHead = slot;
  }

  private removeHead(): void {
    const last = --this.heapSize;
    if (last > 0) {
      this.siftDown(
        this.heapTime[last] as number,
        this.heapTie[last] as number,
        this.heapSlot[last] as number,
      );
    }
  }

  private before(time: number, tie: number, index: number): boolean {
    const other = this.heapTime[index] as number;
    return time < other || (time === other && tie < (this.heapTie[index] as number));
  }

  private put(index: number, time: number, tie: number, slot: number): void {
    this.heapTime[index] = time;
    this.heapTie[index] = tie;
    this.heapSlot[index] = slot;
  }

  private siftUp(from: number, time: number, tie: number, slot: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 2;
      if (!this.before(time, tie, parent)) break;
      this.move(parent, index);
      index = parent;
    }
    this.put(index, time, tie, slot);
  }

  private siftDown(time: number, tie: number, slot: number): void {
    const size = this.heapSize;
    let index = 0;
    for (;;) {
      const first = index * 4 + 1;
      if (first >= size) break;
      let best = first;
      const end = Math.min(first + 4, size);
      for (let child = first + 1; child < end; child++) {
        if (this.before(this.heapTime[child] as number, this.heapTie[child] as number, best)) best = child;
      }
      if (this.before(time, tie, best)) break;
      this.move(best, index);
      index = best;
    }
    this.put(index, time, tie, slot);
  }

  private move(from: number, to: number): void {
    this.put(to, this.heapTime[from] as number, this.heapTie[from] as number, this.heapSlot[from] as number);
  }

  private grow(): void {
    const capacity = Math.min(this.heapSlot.length * 2, SLOTS_MAX);
    if (capacity === this.heapSlot.length) throw new RangeError(`more than ${SLOTS_MAX} pending events`);
    this.heapTime = enlarge(this.heapTime, capacity);
    this.heapTie = enlarge(this.heapTie, capacity);
    this.heapSlot = enlarge(this.heapSlot, capacity);
    this.slotHandler = enlarge(this.slotHandler, capacity);
    this.slotArg = enlarge(this.slotArg, capacity);
    this.slotGeneration = enlarge(this.slotGeneration, capacity);
    this.slotState = enlarge(this.slotState, capacity);
    this.freeNext = enlarge(this.freeNext, capacity);
  }
}
