import { enlarge } from "./enlarge.ts";
import { type EventSlots, NONE } from "./event-slots.ts";
import { FAR, Piles } from "./piles.ts";
import { Rung } from "./rung.ts";

const RUNGS_MAX = 12;
const BUCKETS_MAX = 2 ** 22;
/** Buckets an event when a rung is opened, and events a bucket over the nearer three quarters of them. */
const BUCKETS_PER_EVENT = 1;
const EVENTS_PER_BUCKET = 3;
/** Piles for each of those that the nearer three quarters of the events would fill. */
const PILES_PER_NEAR_ONE = 3;
const SAMPLE = 32;
/** From so many events on, the first rung is coarse, of so many events a pile and of so many piles at most. */
const COARSE_FROM = 16_384;
const EVENTS_PER_PILE = 256;
const PILES_MAX = 16_384;
/** The rungs are laid out anew when there are so many times as many events as they were laid out for. */
const CROWDED = 4;

/**
 * The events that are not due at once: an unsorted heap of what is far, before it the first rung's buckets,
 * and deeper rungs each of which divides the bucket before it. Gives them out in batches, earliest first.
 *
 * With more events than the nearest caches hold, the first rung is coarse: its buckets are piles. What lies there or is far,
 * and will not be cancelled, has no slot until its pile's turn comes.
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
  /** What is far, and what lies in the first rung's buckets while it is coarse: bucket b is pile b + 1. */
  private readonly piles = new Piles();
  private isCoarse = false;
  private farCount = 0;
  private readonly sample = new Float64Array(SAMPLE);

  constructor(slots: EventSlots) {
    this.slots = slots;
  }

  /** Takes in an event that has no slot, and returns true, if it is far or belongs into a pile. */
  keep(timeMs: number, tieKey: number, handler: number, arg: number): boolean {
    const { first } = this;
    const bucket = (timeMs - first.startMs) * first.perMs;
    if (bucket < first.firstOpen) return false;
    if (bucket >= first.buckets) {
      this.farCount++;
      this.piles.add(FAR, timeMs, tieKey, handler, arg);
      return true;
    }
    if (this.isCoarse) this.piles.add((bucket | 0) + 1, timeMs, tieKey, handler, arg);
    return this.isCoarse;
  }

  /** Takes the event in, unless it is due before all open buckets: then false. */
  place(slot: number, timeMs: number): boolean {
    const { first } = this;
    const bucket = (timeMs - first.startMs) * first.perMs;
    if (bucket < first.firstOpen) return this.depth > 1 && this.placeDeeper(slot, timeMs);
    if (bucket >= first.buckets) {
      this.farCount++;
      this.piles.addSlot(FAR, timeMs, slot);
    } else if (this.isCoarse) {
      this.piles.addSlot((bucket | 0) + 1, timeMs, slot);
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
    for (;;) {
      if (this.isCoarse) {
        const { first, piles } = this;
        while (first.firstOpen < first.buckets) {
          const pile = ++first.firstOpen;
          if (!piles.isEmpty(pile)) return this.unpack(pile, piles.count(pile));
        }
        first.close();
        this.depth = 0;
        this.isCoarse = false;
      }
      if (this.farCount === 0) return -1;
      if (this.farCount < COARSE_FROM || !this.dealFar()) return this.unpackFar();
    }
  }

  /** Makes room in `batch`, for the caller to fill before `divide`. */
  roomInBatch(count: number): Int32Array {
    if (this.batch.length < count) this.batch = enlarge(this.batch, 2 ** Math.ceil(Math.log2(count)));
    return this.batch;
  }

  /** Spreads the batch over a new rung. False when that cannot part it: equal times, or too deep. */
  divide(count: number): boolean {
    if (this.depth === RUNGS_MAX) return false;
    const { batch, slots, sample } = this;
    let minMs = Number.POSITIVE_INFINITY;
    let maxMs = 0;
    for (let i = 0; i < count; i++) {
      const timeMs = slots.timeMs(batch[i] as number);
      if (timeMs < minMs) minMs = timeMs;
      if (timeMs > maxMs) maxMs = timeMs;
    }
    for (let k = 0; k < SAMPLE; k++)
      sample[k] = slots.timeMs(batch[Math.floor((k * count) / SAMPLE)] as number);
    const buckets = Math.min(Math.max(16, count * BUCKETS_PER_EVENT), BUCKETS_MAX);
    const perMs = this.bucketsPerMs(minMs, maxMs, Math.min(0.75 * (count / EVENTS_PER_BUCKET), buckets));
    if (!(perMs < 1e300)) return false;
    const isFirst = this.depth === 0;
    let rung = this.rungs[this.depth];
    if (rung === undefined) {
      rung = new Rung();
      this.rungs.push(rung);
    }
    rung.open(minMs, perMs, buckets);
    if (isFirst) this.openFirst(count);
    this.depth++;
    for (let i = 0; i < count; i++) {
      const slot = batch[i] as number;
      const timeMs = slots.timeMs(slot);
      if (isFirst) this.place(slot, timeMs);
      else this.link(rung, (timeMs - minMs) * perMs, slot);
    }
    return true;
  }

  /**
   * Forgets where everything lies, but for events without a slot, which become far. The caller has all others in its batch.
   */
  gather(): void {
    const piles = this.isCoarse ? this.first.buckets : 0;
    for (let i = this.isCoarse ? 1 : 0; i < this.depth; i++) (this.rungs[i] as Rung).clear();
    this.first.close();
    this.isCoarse = false;
    this.depth = 0;
    this.farCount = this.piles.gather(piles);
  }

  /**
   * After `gather`: the first so many of the batch become far, too, and all that is far is dealt to piles. Where that is too
   * little for piles, or of equal times, all of it is in the batch then. Returns how many are.
   */
  dealAll(count: number): number {
    const { batch, slots, piles } = this;
    for (let i = 0; i < count; i++) {
      const slot = batch[i] as number;
      piles.addSlot(FAR, slots.timeMs(slot), slot);
    }
    this.farCount += count;
    return this.farCount >= COARSE_FROM && this.dealFar() ? 0 : this.unpackFar();
  }

  /** Opens the first rung, a coarse one, and deals to its piles all that is far. False where times are equal. */
  private dealFar(): boolean {
    const { piles, sample, farCount } = this;
    piles.scan(FAR, farCount, sample);
    const { minMs, maxMs } = piles;
    const buckets = Math.min(Math.ceil((farCount * PILES_PER_NEAR_ONE) / EVENTS_PER_PILE), PILES_MAX);
    const perMs = this.bucketsPerMs(minMs, maxMs, Math.min(0.75 * (farCount / EVENTS_PER_PILE), buckets));
    if (!(perMs < 1e300)) return false;
    this.first.openCoarse(minMs, perMs, buckets);
    piles.open(buckets);
    this.isCoarse = true;
    this.depth = 1;
    this.openFirst(farCount);
    this.farCount = piles.deal(minMs, perMs, buckets);
    return true;
  }

  private openFirst(count: number): void {
    this.crowdedAbove = Math.max(COARSE_FROM, CROWDED * count, this.slots.used >> 2);
  }

  private unpackFar(): number {
    const { farCount } = this;
    this.farCount = 0;
    return this.unpack(FAR, farCount);
  }

  private unpack(pile: number, count: number): number {
    return this.piles.unpack(pile, this.slots, this.roomInBatch(count));
  }

  /**
   * The width of buckets comes from the time below which three quarters of the events lie, by a sample: a few
   * far outliers do not stretch it, as they would by the range.
   * @param nearer number of buckets for those three quarters
   */
  private bucketsPerMs(minMs: number, maxMs: number, nearer: number): number {
    const { sample } = this;
    for (let k = 1; k < SAMPLE; k++) {
      const timeMs = sample[k] as number;
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
}
