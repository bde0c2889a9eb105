import { enlarge } from "./enlarge.ts";
import { type EventSlots, NONE } from "./event-slots.ts";
import { Rung } from "./rung.ts";

const RUNGS_MAX = 12;
const BUCKETS_MAX = 2 ** 22;
/** Buckets an event when a rung is opened, and events a bucket over the nearer three quarters of them. */
const BUCKETS_PER_EVENT = 1;
const EVENTS_PER_BUCKET = 3;
const SAMPLE = 32;

/**
 * The events that are not due at once: an unsorted heap of what is far, before it the first rung's buckets,
 * and deeper rungs each of which divides the bucket before it. Gives them out in batches, earliest first.
 */
export class Ladder {
  /** Slots on their way from one place to another, in no order. */
  batch = new Int32Array(64);
  /** Number of rungs open. */
  depth = 0;

  private readonly slots: EventSlots;
  private readonly first = new Rung();
  private readonly rungs: Rung[] = [this.first];
  private far = new Int32Array(64);
  private farCount = 0;
  private readonly sample = new Float64Array(SAMPLE);

  constructor(slots: EventSlots) {
    this.slots = slots;
  }

  /** Takes the event in, unless it is due before all open buckets: then false. */
  place(slot: number): boolean {
    const { first } = this;
    const timeMs = this.slots.timeMs(slot);
    const bucket = (timeMs - first.startMs) * first.perMs;
    if (bucket < first.firstOpen) return this.depth > 1 && this.placeDeeper(slot);
    if (bucket < first.buckets) {
      const { heads } = first;
      this.slots.setNext(slot, heads[bucket | 0] as number);
      heads[bucket | 0] = slot;
    } else {
      this.placeFar(slot);
    }
    return true;
  }

  /**
   * Takes the earliest bucket that is not empty and returns the head of its list; NONE when all are empty. From
   * then on, whatever lies before the first open bucket is the caller's to order.
   */
  takeBucket(): number {
    while (this.depth > 0) {
      const rung = this.rungs[this.depth - 1] as Rung;
      const head = rung.takeNext();
      if (head !== NONE) return head;
      rung.close();
      this.depth--;
    }
    return NONE;
  }

  /** Moves all that is far into the batch, cancelled events included, and returns how many they are. */
  takeFar(): number {
    const { far, farCount } = this;
    this.roomInBatch(farCount).set(far.subarray(0, farCount));
    this.farCount = 0;
    return farCount;
  }

  /** Makes room in `batch`, for the caller to fill before `divide`. */
  roomInBatch(count: number): Int32Array {
    if (this.batch.length < count) this.batch = enlarge(this.batch, 2 ** Math.ceil(Math.log2(count)));
    return this.batch;
  }

  /** Spreads the batch over a new rung. False when that cannot part it: equal times, or too deep. */
  divide(count: number): boolean {
    if (this.depth === RUNGS_MAX) return false;
    const { batch, slots } = this;
    let minMs = Number.POSITIVE_INFINITY;
    let maxMs = 0;
    for (let i = 0; i < count; i++) {
      const timeMs = slots.timeMs(batch[i] as number);
      if (timeMs < minMs) minMs = timeMs;
      if (timeMs > maxMs) maxMs = timeMs;
    }
    const buckets = Math.min(Math.max(16, count * BUCKETS_PER_EVENT), BUCKETS_MAX);
    const perMs = this.bucketsPerMs(count, minMs, maxMs, buckets);
    if (!(perMs < 1e300)) return false;
    let rung = this.rungs[this.depth];
    if (rung === undefined) {
      rung = new Rung();
      this.rungs.push(rung);
    }
    rung.open(minMs, perMs, buckets);
    this.depth++;
    const deeper = this.depth > 1;
    for (let i = 0; i < count; i++) {
      const slot = batch[i] as number;
      const timeMs = slots.timeMs(slot);
      if (deeper) this.link(rung, (timeMs - minMs) * perMs, slot);
      else this.place(slot);
    }
    return true;
  }

  /** Forgets all that it holds. */
  clear(): void {
    for (let i = 0; i < this.depth; i++) (this.rungs[i] as Rung).clear();
    this.depth = 0;
    this.farCount = 0;
  }

  /**
   * The width of buckets comes from the time below which three quarters of the events lie, by a sample: a few
   * far outliers do not stretch it, as they would by the range.
   */
  private bucketsPerMs(count: number, minMs: number, maxMs: number, buckets: number): number {
    const { batch, sample, slots } = this;
    for (let k = 0; k < SAMPLE; k++) {
      const timeMs = slots.timeMs(batch[Math.floor((k * count) / SAMPLE)] as number);
      let i = k;
      while (i > 0 && (sample[i - 1] as number) > timeMs) {
        sample[i] = sample[i - 1] as number;
        i--;
      }
      sample[i] = timeMs;
    }
    const spanMs = (sample[(SAMPLE * 3) / 4] as number) - minMs;
    const nearer = Math.min(0.75 * (count / EVENTS_PER_BUCKET), buckets);
    return spanMs > 0 ? nearer / spanMs : nearer / (maxMs - minMs);
  }

  private placeDeeper(slot: number): boolean {
    const timeMs = this.slots.timeMs(slot);
    for (let depth = 1; depth < this.depth; depth++) {
      const rung = this.rungs[depth] as Rung;
      const bucket = Math.min((timeMs - rung.startMs) * rung.perMs, rung.buckets - 1);
      if (bucket >= rung.firstOpen) {
        this.link(rung, bucket, slot);
        return true;
      }
    }
    return false;
  }

  /** The last bucket of a deeper rung takes all up to the end of the bucket that it divides. */
  private link(rung: Rung, bucket: number, slot: number): void {
    const index = bucket < rung.buckets ? bucket | 0 : rung.buckets - 1;
    this.slots.setNext(slot, rung.heads[index] as number);
    rung.heads[index] = slot;
  }

  private placeFar(slot: number): void {
    if (this.farCount === this.far.length) this.far = enlarge(this.far, this.farCount * 2);
    this.far[this.farCount++] = slot;
  }
}
