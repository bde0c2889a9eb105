import { ARG, EventSlots, FLOATS, GENERATION, HANDLER, INTS, NONE, SLOTS_MAX } from "./event-slots.ts";
import { Ladder } from "./ladder.ts";
import { NearHeap } from "./near-heap.ts";

/** The near heap holds so many events before it is spread over buckets; tuned by test/bench/kernel.js. */
const NEAR_MAX = 128;
/** A batch of up to so many events is sorted by insertion; a larger one is divided. */
const RUN_MAX = 48;

/**
 * The set of pending events, on typed arrays: no object an event.
 *
 * Events leave in the order of (timeMs, tieKey). Tie keys must be unique among equal times; the caller draws
 * them from a sequence, which makes the order total and stable. `handler` (>= 0) and `arg` are int32.
 * Times must be finite, >= 0 and not before the last popped event (`Simulation` checks this).
 *
 * A ladder queue (Tang, Goh and Thng 2005), changed where skewed mixes hurt it: buckets take their width from a
 * quantile of what is pending, not from its range; what is due at once goes to a heap, never to a long sorted
 * list; few events live in the heap alone. From far to near: the ladder's buckets, the sorted run of the
 * present bucket, and the near heap beside it. An operation is O(1) amortised, O(log n) at worst for equal times.
 */
export class EventList {
  /** Time of the event that was popped last [ms]. */
  timeMs = 0;
  /** Handler of the event that was popped, or cancelled, last. */
  handler = 0;
  /** Argument of the event that was popped, or cancelled, last. */
  arg = 0;

  private readonly slots: EventSlots;
  private readonly ladder: Ladder;
  private readonly near = new NearHeap();
  private nearMax = NEAR_MAX;
  private readonly runTimes = new Float64Array(RUN_MAX);
  private readonly runSlots = new Int32Array(RUN_MAX);
  private runHead = 0;
  private runCount = 0;
  private live = 0;
  /** Cancelled events that still lie somewhere. */
  private dead = 0;

  constructor(capacity = 64) {
    this.slots = new EventSlots(capacity);
    this.ladder = new Ladder(this.slots);
  }

  /** Number of pending events. */
  get size(): number {
    return this.live;
  }

  /** Number of events that fit without growing. */
  get capacity(): number {
    return this.slots.capacity;
  }

  /** Adds an event and returns its id, which `cancel` takes and which is never given out twice. */
  push(timeMs: number, tieKey: number, handler: number, arg: number): number {
    const { slots } = this;
    const slot = slots.take();
    const { floats, ints } = slots;
    floats[slot * FLOATS] = timeMs;
    floats[slot * FLOATS + 1] = tieKey;
    const at = slot * INTS;
    ints[at + HANDLER] = handler;
    ints[at + ARG] = arg;
    this.live++;
    if (!this.ladder.place(timeMs, slot)) this.placeNear(timeMs, tieKey, slot);
    return (ints[at + GENERATION] as number) * SLOTS_MAX + slot;
  }

  /** Takes the event out; false when it has fired, was cancelled, or never was. */
  cancel(id: number): boolean {
    const { slots } = this;
    const generation = Math.floor(id / SLOTS_MAX);
    const slot = id - generation * SLOTS_MAX;
    if (!(slot < slots.used) || (slot | 0) !== slot) return false;
    const at = slot * INTS;
    const { ints } = slots;
    if (ints[at + GENERATION] !== generation || (ints[at + HANDLER] as number) < 0) return false;
    this.handler = ints[at + HANDLER] as number;
    this.arg = ints[at + ARG] as number;
    slots.kill(slot);
    this.live--;
    this.dead++;
    // Cancelled events are dropped when their turn comes, or all at once when they are many.
    if (this.dead > this.live + slots.used / 4 + 64) this.sweep();
    return true;
  }

  /** Time of the head [ms]; Infinity when nothing is pending. */
  peekTime(): number {
    const slot = this.headSlot();
    return slot === NONE ? Number.POSITIVE_INFINITY : (this.slots.floats[slot * FLOATS] as number);
  }

  /** Takes the head into `timeMs`, `handler`, `arg`; false when nothing is pending. */
  pop(): boolean {
    return this.popBefore(Number.POSITIVE_INFINITY);
  }

  /** `pop` if the head lies before endMs. */
  popBefore(endMs: number): boolean {
    const slot = this.headSlot();
    if (slot === NONE) return false;
    const { slots } = this;
    const timeMs = slots.floats[slot * FLOATS] as number;
    if (!(timeMs < endMs)) return false;
    const at = slot * INTS;
    this.timeMs = timeMs;
    this.handler = slots.ints[at + HANDLER] as number;
    this.arg = slots.ints[at + ARG] as number;
    this.live--;
    this.dropHead();
    slots.kill(slot);
    slots.free(slot);
    return true;
  }

  /** Slot of the first live event, NONE when there is none. Drops dead ones on the way. */
  private headSlot(): number {
    for (;;) {
      let slot: number;
      if (this.near.size > 0) {
        slot = (this.nearIsFirst() ? this.near.slots[0] : this.runSlots[this.runHead]) as number;
      } else if (this.runHead < this.runCount) {
        slot = this.runSlots[this.runHead] as number;
      } else if (this.refill()) {
        continue;
      } else {
        return NONE;
      }
      if ((this.slots.ints[slot * INTS + HANDLER] as number) >= 0) return slot;
      this.dropHead();
      this.slots.free(slot);
      this.dead--;
    }
  }

  private dropHead(): void {
    if (this.near.size > 0 && this.nearIsFirst()) this.near.pop();
    else this.runHead++;
  }

  /** With events in the near heap: does the next event lie there, or in the run? */
  private nearIsFirst(): boolean {
    if (this.runHead === this.runCount) return true;
    const runMs = this.runTimes[this.runHead] as number;
    const nearMs = this.near.times[0] as number;
    if (nearMs !== runMs) return nearMs < runMs;
    return (this.near.ties[0] as number) < this.tieKey(this.runSlots[this.runHead] as number);
  }

  private tieKey(slot: number): number {
    return this.slots.floats[slot * FLOATS + 1] as number;
  }

  private placeNear(timeMs: number, tieKey: number, slot: number): void {
    this.near.push(timeMs, tieKey, slot);
    if (this.near.size > this.nearMax) this.spread();
  }

  /** The near heap is large: moves it, and the rest of the run, into buckets. */
  private spread(): void {
    const { near } = this;
    const count = near.size + this.runCount - this.runHead;
    const batch = this.ladder.roomInBatch(count);
    batch.set(near.slots.subarray(0, near.size));
    batch.set(this.runSlots.subarray(this.runHead, this.runCount), near.size);
    if (this.ladder.divide(count)) {
      near.size = 0;
      this.runHead = this.runCount = 0;
    } else {
      // Equal times: buckets cannot part them, the heap can.
      this.nearMax = 2 * near.size;
    }
  }

  /** Brings the next events into the run or the near heap, both empty; false when there is none. */
  private refill(): boolean {
    const { ladder } = this;
    this.nearMax = NEAR_MAX;
    this.runHead = this.runCount = 0;
    for (;;) {
      const count = ladder.takeBatch();
      this.dead -= ladder.dropped;
      ladder.dropped = 0;
      if (count === 0) return false;
      if (count <= RUN_MAX) {
        this.sortIntoRun(count);
        return true;
      }
      if (ladder.divide(count)) continue;
      this.batchToNear(count);
      return true;
    }
  }

  /** For equal times, which buckets cannot part. */
  private batchToNear(count: number): void {
    const { floats } = this.slots;
    for (let i = 0; i < count; i++) {
      const slot = this.ladder.batch[i] as number;
      this.near.push(floats[slot * FLOATS] as number, floats[slot * FLOATS + 1] as number, slot);
    }
    this.nearMax = 2 * count;
  }

  private sortIntoRun(count: number): void {
    const { runTimes, runSlots } = this;
    const { batch } = this.ladder;
    const { floats } = this.slots;
    for (let k = 0; k < count; k++) {
      const slot = batch[k] as number;
      const timeMs = floats[slot * FLOATS] as number;
      let i = k;
      while (i > 0) {
        const beforeMs = runTimes[i - 1] as number;
        const before = runSlots[i - 1] as number;
        if (beforeMs < timeMs || (beforeMs === timeMs && this.tieKey(before) < this.tieKey(slot))) break;
        runTimes[i] = beforeMs;
        runSlots[i] = before;
        i--;
      }
      runTimes[i] = timeMs;
      runSlots[i] = slot;
    }
    this.runCount = count;
  }

  /** Drops all cancelled events: gathers the live ones and deals them anew. */
  private sweep(): void {
    const { ladder, slots } = this;
    const count = slots.collectLive(ladder.roomInBatch(slots.used));
    ladder.clear();
    this.near.size = 0;
    this.runHead = this.runCount = 0;
    this.nearMax = NEAR_MAX;
    this.dead = 0;
    if (count <= RUN_MAX) this.sortIntoRun(count);
    else if (!ladder.divide(count)) this.batchToNear(count);
  }
}
