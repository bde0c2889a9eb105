import { EventSlots, NONE } from "./event-slots.ts";
import { Ladder } from "./ladder.ts";
import { NearHeap } from "./near-heap.ts";

/** A batch of up to so many events is sorted by insertion; a larger one is divided. */
const RUN_MAX = 48;
/** What is due at once joins the run while that is no longer than this, else the near heap. */
const RUN_INSERT_MAX = 24;
/** The near heap holds so many events before it is spread over buckets; all three tuned by test/bench/kernel.js. */
const NEAR_MAX = 24;

/**
 * The set of pending events, on typed arrays: no object an event.
 *
 * Events leave in the order of (timeMs, tieKey). Tie keys must be unique among equal times; the caller draws
 * them from a sequence, which makes the order total and stable. `handler` (>= 0) and `arg` are int32.
 * Times must be finite, >= 0 and not before the last popped event (`Simulation` checks this).
 *
 * A ladder queue (Tang, Goh and Thng 2005), changed where skewed mixes hurt it: buckets take their width from a
 * quantile of what is pending, not from its range; what is due at once goes to a heap, never to a long sorted
 * list; few events live in a sorted run alone. From far to near: the ladder's buckets, the sorted run of the
 * present bucket, and the near heap beside it. An operation is O(1) amortised, O(log n) at worst for equal times.
 */
export class EventList {
  /** Time of the event that was popped last [ms]. */
  timeMs = 0;
  /** Handler and argument of the event that was popped, or cancelled, last. */
  handler = 0;
  arg = 0;

  private readonly slots: EventSlots;
  private readonly ladder: Ladder;
  private readonly near: NearHeap;
  private readonly runMax = RUN_MAX;
  private readonly runInsertMax = RUN_INSERT_MAX;
  private nearMax = NEAR_MAX;
  private readonly runTimes = new Float64Array(2 * RUN_MAX);
  private readonly runSlots = new Int32Array(2 * RUN_MAX);
  private runHead = 0;
  private runCount = 0;
  private live = 0;

  constructor(capacity = 64) {
    this.slots = new EventSlots(capacity);
    this.ladder = new Ladder(this.slots);
    this.near = new NearHeap();
  }

  get size(): number {
    return this.live;
  }

  /** Number of events that fit without growing. */
  get capacity(): number {
    return this.slots.capacity;
  }

  /** Adds an event and returns its id, which `cancel` takes and which is never given out twice. */
  push(timeMs: number, tieKey: number, handler: number, arg: number): number {
    const slot = this.slots.take(timeMs, tieKey, handler, arg);
    const { ladder } = this;
    if (++this.live > ladder.crowdedAbove) this.dealAnew();
    // Nothing is open while few events are pending.
    else if (ladder.depth === 0 || !ladder.place(slot, timeMs)) this.placeNear(slot, timeMs, tieKey);
    return this.slots.id(slot);
  }

  /** `push` of an event that nobody will cancel: it has no id, and no record of its own while it is far. */
  post(timeMs: number, tieKey: number, handler: number, arg: number): void {
    const { ladder, slots } = this;
    const isCrowded = ++this.live > ladder.crowdedAbove;
    if (!isCrowded && ladder.keep(timeMs, tieKey, handler, arg)) return;
    const slot = slots.take(timeMs, tieKey, handler, arg);
    if (isCrowded) this.dealAnew();
    else if (ladder.depth === 0 || !ladder.place(slot, timeMs)) this.placeNear(slot, timeMs, tieKey);
  }

  /** Takes the event out; false when it has fired, was cancelled, or never was. */
  cancel(id: number): boolean {
    const { slots } = this;
    const slot = slots.find(id);
    if (slot === NONE) return false;
    this.handler = slots.handler(slot);
    this.arg = slots.arg(slot);
    slots.kill(slot);
    slots.dead++;
    this.live--;
    // Cancelled events are dropped when their turn comes, or all at once when they are many.
    if (slots.dead > this.live + slots.used / 4 + 64) this.dealAnew();
    return true;
  }

  /** Time of the head [ms]; Infinity when nothing is pending. */
  peekTime(): number {
    const slot = this.headSlot();
    return slot === NONE ? Number.POSITIVE_INFINITY : this.slots.timeMs(slot);
  }

  /** Takes the head into `timeMs`, `handler`, `arg`; false when nothing is pending. */
  pop(): boolean {
    return this.popBefore(Number.POSITIVE_INFINITY);
  }

  /** `pop` if the head lies before endMs. */
  popBefore(endMs: number): boolean {
    if (this.near.size > 0 || this.runHead === this.runCount) return this.popAnywhere(endMs);
    const timeMs = this.runTimes[this.runHead] as number;
    if (!(timeMs < endMs)) return false;
    const slot = this.runSlots[this.runHead++] as number;
    if (this.slots.isLive(slot)) {
      this.timeMs = timeMs;
      this.take(slot);
      return true;
    }
    this.slots.dropDead(slot);
    return this.popAnywhere(endMs);
  }

  private popAnywhere(endMs: number): boolean {
    const slot = this.headSlot();
    if (slot === NONE || !(this.slots.timeMs(slot) < endMs)) return false;
    this.passHead();
    this.timeMs = this.slots.timeMs(slot);
    this.take(slot);
    return true;
  }

  private take(slot: number): void {
    const { slots } = this;
    this.handler = slots.handler(slot);
    this.arg = slots.arg(slot);
    this.live--;
    slots.kill(slot);
    slots.free(slot);
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
      if (this.slots.isLive(slot)) return slot;
      this.passHead();
      this.slots.dropDead(slot);
    }
  }

  private passHead(): void {
    if (this.near.size > 0 && this.nearIsFirst()) this.near.pop();
    else this.runHead++;
  }

  /** With events in the near heap: does the next event lie there, or in the run? */
  private nearIsFirst(): boolean {
    if (this.runHead === this.runCount) return true;
    return this.slots.isBefore(this.near.slots[0] as number, this.runSlots[this.runHead] as number);
  }

  private placeNear(slot: number, timeMs: number, tieKey: number): void {
    if (this.runCount - this.runHead < this.runInsertMax) {
      this.insertIntoRun(slot, timeMs, tieKey);
    } else {
      this.near.push(timeMs, tieKey, slot);
      if (this.near.size > this.nearMax) this.spread();
    }
  }

  private insertIntoRun(slot: number, timeMs: number, tieKey: number): void {
    const { runTimes, runSlots } = this;
    if (this.runCount === runTimes.length) this.shiftRun();
    const head = this.runHead;
    let i = this.runCount++;
    while (i > head) {
      const beforeMs = runTimes[i - 1] as number;
      const before = runSlots[i - 1] as number;
      if (beforeMs < timeMs || (beforeMs === timeMs && this.slots.tieKey(before) < tieKey)) break;
      runTimes[i] = beforeMs;
      runSlots[i] = before;
      i--;
    }
    runTimes[i] = timeMs;
    runSlots[i] = slot;
  }

  private shiftRun(): void {
    this.runTimes.copyWithin(0, this.runHead);
    this.runSlots.copyWithin(0, this.runHead);
    this.runCount -= this.runHead;
    this.runHead = 0;
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
    for (;;) {
      const head = ladder.takeBucket();
      const count = head === NONE ? ladder.takePile() : this.sortBucket(head);
      if (count > RUN_MAX) {
        if (ladder.divide(count)) continue;
        this.batchToNear(count);
        return true;
      }
      if (head === NONE && count > 0) this.batchToRun(count);
      if (count > 0) return true;
      if (count < 0) return false;
    }
  }

  /**
   * Sorts a bucket's events into the run and returns their number; when they are more than a run takes, leaves
   * them in the ladder's batch.
   */
  private sortBucket(head: number): number {
    const { runTimes, runSlots, slots } = this;
    const runMax = this.runMax;
    let count = 0;
    let slot = head;
    do {
      const next = slots.next(slot);
      if (!slots.isLive(slot)) {
        slots.dropDead(slot);
      } else {
        if (count === runMax) return this.bucketToBatch(slot);
        const timeMs = slots.timeMs(slot);
        let i = count++;
        while (i > 0) {
          const beforeMs = runTimes[i - 1] as number;
          const before = runSlots[i - 1] as number;
          if (beforeMs < timeMs || (beforeMs === timeMs && slots.tieKey(before) < slots.tieKey(slot))) break;
          runTimes[i] = beforeMs;
          runSlots[i] = before;
          i--;
        }
        runTimes[i] = timeMs;
        runSlots[i] = slot;
      }
      slot = next;
    } while (slot >= 0);
    this.runHead = 0;
    this.runCount = count;
    return count;
  }

  /** The bucket that is being sorted is too large: puts the run, and all from `rest` on, into the batch. */
  private bucketToBatch(rest: number): number {
    this.runHead = this.runCount = 0;
    const { ladder, slots } = this;
    ladder.roomInBatch(RUN_MAX).set(this.runSlots.subarray(0, RUN_MAX));
    let count = RUN_MAX;
    let slot = rest;
    while (slot !== NONE) {
      const next = slots.next(slot);
      if (slots.isLive(slot)) ladder.roomInBatch(count + 1)[count++] = slot;
      else slots.dropDead(slot);
      slot = next;
    }
    return count;
  }

  /** For equal times, which buckets cannot part. */
  private batchToNear(count: number): void {
    const { ladder, near, slots } = this;
    for (let i = 0; i < count; i++) {
      const slot = ladder.batch[i] as number;
      near.push(slots.timeMs(slot), slots.tieKey(slot), slot);
    }
    this.nearMax = 2 * count;
  }

  private batchToRun(count: number): void {
    const { ladder, slots } = this;
    this.runHead = this.runCount = 0;
    for (let i = 0; i < count; i++) {
      const slot = ladder.batch[i] as number;
      this.insertIntoRun(slot, slots.timeMs(slot), slots.tieKey(slot));
    }
  }

  /** Gathers the live events and deals them anew; drops all cancelled ones. */
  private dealAnew(): void {
    const { ladder, slots } = this;
    const count = slots.collectLive(ladder.roomInBatch(slots.used));
    ladder.gather();
    this.near.size = 0;
    this.runHead = this.runCount = 0;
    this.nearMax = NEAR_MAX;
    const left = ladder.dealAll(count);
    if (left <= RUN_MAX) this.batchToRun(left);
    else if (!ladder.divide(left)) this.batchToNear(left);
    // Where times are equal nothing was laid out, and the next try waits as long.
    if (this.live > ladder.crowdedAbove) ladder.crowdedAbove = 4 * this.live;
  }
}
