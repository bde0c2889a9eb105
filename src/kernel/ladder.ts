import { enlarge } from "./enlarge.ts";
import { type EventSlots, NONE } from "./event-slots.ts";
import { Piles } from "./piles.ts";
import { Rung } from "./rung.ts";

const RUNGS_MAX = 12;
const BUCKETS_MAX = 2 ** 22;
/** Buckets an event when a rung is opened, and events a bucket over the nearer three quarters of them. */
const BUCKETS_PER_EVENT = 1;
const EVENTS_PER_BUCKET = 3;
const SAMPLE = 32;
/** From so many events on, the first rung is coarse, of so many events a pile and of so many piles at most. */
const COARSE_FROM = 65_536;
const EVENTS_PER_PILE = 256;
const PILES_MAX = 16_384;
/** The rungs are laid out anew when there are so many times as many events as they were laid out for. */
const CROWDED = 4;

/**
 * The events that are not due at once: an unsorted heap of what is far, before it the first rung's buckets,
 * and deeper rungs each of which divides the bucket before it. Gives them out in batches, earliest first.
 *
 * With more events than the caches hold, the first rung is coarse: its buckets are piles of slots, so that adding an
 * event touches no record but its own, and a pile's records are read all at once, not one after another.
 */
export class Ladder {
  /** Slots on their way from one place to another, in no order. */
  batch = new Int32Array(64);
  /** Number of rungs open. */
  depth = 0;
  /** With more pending events than this, those in the ladder had better be dealt anew. */
  crowdedAbove = COARSE_FROM;

  private readonly slots: EventSlots;
  private readonly first = new Rung();
  private readonly rungs: Rung[] = [this.first];
  /** What lies in the first rung's buckets while it is coarse. */
  private readonly piles = new Piles();
  private isCoarse = false;
  private far = new Int32Array(64);
  private farCount = 0;
  private readonly sample = new Float64Array(SAMPLE);

  constructor(slots: EventSlots) {
    this.slots = slots;
  }

  /** Takes the event in, unless it is due before all open buckets: then false. */
  place(slot: number, timeMs: number): boolean {
    const { first } = this;
    const bucket = (timeMs - first.startMs) * first.perMs;
    if (bucket < first.firstOpen) return this.depth > 1 && this.placeDeeper(slot, timeMs);
    if (bucket >= first.buckets) {
      this.placeFar(slot);
    } else if (this.isCoarse) {
      this.piles.add(bucket | 0, slot);
    } else {
      const { heads } = first;
      this.slots.setNext(slot, heads[bucket | 0] as number);
      heads[bucket | 0] = slot;
    }
    return true;
  }

  /**
   * Takes the earliest bucket that is not empty and returns the head of its list; NONE when all are empty, or piles.
   * From then on, whatever lies before the first open bucket is the caller's to order.
   */
  takeBucket(): number {
    const lists = this.isCoarse ? 1 : 0;
    while (this.depth > lists) {
      const rung = this.rungs[this.depth - 1] as Rung;
      const head = rung.takeNext();
      if (head !== NONE) return head;
      rung.close();
      this.depth--;
    }
    return NONE;
  }

  /**
   * After `takeBucket`: moves the live events of the next pile, or else all that is far, into the batch and returns
   * their number; -1 when nothing is left.
   */
  takePile(): number {
    if (this.isCoarse) {
      const { first, piles } = this;
      while (first.firstOpen < first.buckets) {
        const bucket = first.firstOpen++;
        const count = piles.count(bucket);
        if (count === 0) continue;
        piles.take(bucket, this.roomInBatch(count));
        return this.dropDead(count);
      }
      first.close();
      this.depth = 0;
      this.isCoarse = false;
    }
    const { far, farCount } = this;
    if (farCount === 0) return -1;
    this.roomInBatch(farCount).set(far.subarray(0, farCount));
    this.farCount = 0;
    return this.dropDead(farCount);
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
    const isFirst = this.depth === 0;
    const isCoarse = isFirst && count >= COARSE_FROM;
    const perBucket = isCoarse ? EVENTS_PER_PILE : EVENTS_PER_BUCKET;
    const buckets = isCoarse
      ? Math.min(Math.ceil((count * EVENTS_PER_BUCKET) / EVENTS_PER_PILE), PILES_MAX)
      : Math.min(Math.max(16, count * BUCKETS_PER_EVENT), BUCKETS_MAX);
    const nearer = Math.min(0.75 * (count / perBucket), buckets);
    const perMs = this.bucketsPerMs(count, minMs, maxMs, nearer);
    if (!(perMs < 1e300)) return false;
    let rung = this.rungs[this.depth];
    if (rung === undefined) {
      rung = new Rung();
      this.rungs.push(rung);
    }
    if (isCoarse) {
      rung.openCoarse(minMs, perMs, buckets);
      this.piles.open(buckets);
      this.isCoarse = true;
    } else {
      rung.open(minMs, perMs, buckets);
    }
    if (isFirst) this.crowdedAbove = Math.max(COARSE_FROM, CROWDED * count, slots.used >> 2);
    this.depth++;
    for (let i = 0; i < count; i++) {
      const slot = batch[i] as number;
      const timeMs = slots.timeMs(slot);
      if (isFirst) this.place(slot, timeMs);
      else this.link(rung, (timeMs - minMs) * perMs, slot);
    }
    return true;
  }

  /** Forgets all that it holds. */
  clear(): void {
    for (let i = 0; i < this.depth; i++) (this.rungs[i] as Rung).clear();
    if (this.isCoarse) this.piles.clear();
    this.isCoarse = false;
    this.depth = 0;
    this.farCount = 0;
  }

  /**
   * The width of buckets comes from the time below which three quarters of the events lie, by a sample: a few
   * far outliers do not stretch it, as they would by the range.
   * @param nearer number of buckets for those three quarters
   */
  private bucketsPerMs(count: number, minMs: number, maxMs: number, nearer: number): number {
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
    return spanMs > 0 ? nearer / spanMs : nearer / (maxMs - minMs);
  }

  /** Drops the cancelled ones of the first so many events of the batch; returns how many are left. */
  private dropDead(count: number): number {
    const { batch, slots } = this;
    let live = 0;
    for (let i = 0; i < count; i++) {
      const slot = batch[i] as number;
      if (slots.isLive(slot)) batch[live++] = slot;
      else slots.dropDead(slot);
    }
    return live;
  }

  private placeDeeper(slot: number, timeMs: number): boolean {
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
