import { enlarge } from "./enlarge.ts";
import { type EventSlots, NONE } from "./event-slots.ts";

/** The pile of what lies beyond all others. */
export const FAR = 0;

/** Handler of what stands for an event that has a slot, its argument. */
const IN_SLOT = -1;

/**
 * Heaps of events in no order: far away, and one for each bucket of a coarse rung. Chunks of 64 cells of one array: 21 events
 * of three cells (time, tie key, handler and argument) and the chunk before.
 *
 * Events lie here as values, not as slots: adding writes where the pile was written last, taking reads whole cache lines
 * one after the other. Only those that may be cancelled have a slot as well, which tells whether they were.
 *
 * Offsets stand as literals below, as in `EventSlots`.
 */
export class Piles {
  /** Of the pile scanned last: the earliest and latest time [ms]. */
  minMs = 0;
  maxMs = 0;

  private cells = new Float64Array(64 * 64);
  private words = new Int32Array(this.cells.buffer);
  private used = 0;
  private freeChunk = NONE;
  /** Where the next event of each pile goes; NONE when it is empty. */
  private ends: Int32Array = new Int32Array(1).fill(NONE);

  /** Makes room for piles FAR and 1 to `piles`. */
  open(piles: number): void {
    if (this.ends.length > piles) return;
    const ends = new Int32Array(2 * piles + 1).fill(NONE);
    ends.set(this.ends);
    this.ends = ends;
  }

  add(pile: number, timeMs: number, tieKey: number, handler: number, arg: number): void {
    let end = this.ends[pile] as number;
    // The last cell of a chunk is its link.
    if ((end & 63) === 63) end = this.takeChunk(end);
    const { cells, words } = this;
    cells[end] = timeMs;
    cells[end + 1] = tieKey;
    words[2 * end + 4] = handler;
    words[2 * end + 5] = arg;
    this.ends[pile] = end + 3;
  }

  /** Adds an event that keeps its slot, for it may be cancelled. */
  addSlot(pile: number, timeMs: number, slot: number): void {
    this.add(pile, timeMs, 0, IN_SLOT, slot);
  }

  isEmpty(pile: number): boolean {
    return this.ends[pile] === NONE;
  }

  /** Number of events in a pile, cancelled ones included. */
  count(pile: number): number {
    let count = 0;
    for (let end = this.ends[pile] as number; end !== NONE; end = this.words[2 * (end | 63)] as number)
      count += (end & 63) / 3;
    return count;
  }

  /** Empties a pile: gives its events slots, the live ones of which it writes to `into`, with room for all; returns their number. */
  unpack(pile: number, slots: EventSlots, into: Int32Array): number {
    const { cells, words } = this;
    let count = 0;
    let end = this.ends[pile] as number;
    this.ends[pile] = NONE;
    while (end !== NONE) {
      const begin = end & ~63;
      for (let at = begin; at < end; at += 3) {
        const handler = words[2 * at + 4] as number;
        const arg = words[2 * at + 5] as number;
        if (handler !== IN_SLOT)
          into[count++] = slots.take(cells[at] as number, cells[at + 1] as number, handler, arg);
        else if (slots.isLive(arg)) into[count++] = arg;
        else slots.dropDead(arg);
      }
      end = this.freeChunkOf(begin);
    }
    return count;
  }

  /** Finds the ends of the times in a pile of `count` events, and fills `sample` with every so many-th time. */
  scan(pile: number, count: number, sample: Float64Array): void {
    const { cells } = this;
    let minMs = Number.POSITIVE_INFINITY;
    let maxMs = 0;
    let seen = 0;
    let sampled = 0;
    let end = this.ends[pile] as number;
    while (end !== NONE) {
      for (let at = end & ~63; at < end; at += 3) {
        const timeMs = cells[at] as number;
        if (timeMs < minMs) minMs = timeMs;
        if (timeMs > maxMs) maxMs = timeMs;
        if (seen++ === Math.floor((sampled * count) / sample.length)) sample[sampled++] = timeMs;
      }
      end = this.words[2 * (end | 63)] as number;
    }
    this.minMs = minMs;
    this.maxMs = maxMs;
  }

  /**
   * Deals the events of FAR to piles 1 to `piles`, by (time - startMs) x perMs; what belongs beyond them stays. Returns the
   * number of those.
   */
  deal(startMs: number, perMs: number, piles: number): number {
    let far = 0;
    let end = this.ends[FAR] as number;
    this.ends[FAR] = NONE;
    while (end !== NONE) {
      const begin = end & ~63;
      for (let at = begin; at < end; at += 3) {
        const timeMs = this.cells[at] as number;
        const place = (timeMs - startMs) * perMs;
        const pile = place < piles ? 1 + (place | 0) : FAR;
        if (pile === FAR) far++;
        this.addAsAt(at, pile);
      }
      end = this.freeChunkOf(begin);
    }
    return far;
  }

  /** Moves the events of piles 1 to `piles` to FAR, and leaves out all, there too, that have slots. Returns how many are in FAR. */
  gather(piles: number): number {
    let count = 0;
    // FAR comes first: what it has had is gone through, what is added to it stays.
    for (let pile = FAR; pile <= piles; pile++) {
      let end = this.ends[pile] as number;
      this.ends[pile] = NONE;
      while (end !== NONE) {
        const begin = end & ~63;
        for (let at = begin; at < end; at += 3) {
          if (this.words[2 * at + 4] === IN_SLOT) continue;
          count++;
          this.addAsAt(at, FAR);
        }
        end = this.freeChunkOf(begin);
      }
    }
    return count;
  }

  /** Adds what lies at this cell to a pile. */
  private addAsAt(at: number, pile: number): void {
    const { cells, words } = this;
    const handler = words[2 * at + 4] as number;
    this.add(pile, cells[at] as number, cells[at + 1] as number, handler, words[2 * at + 5] as number);
  }

  /** Gives a chunk back; returns where the one before it ends, or NONE. */
  private freeChunkOf(begin: number): number {
    const before = this.words[2 * (begin + 63)] as number;
    this.words[2 * (begin + 63)] = this.freeChunk;
    this.freeChunk = begin;
    return before;
  }

  /** A new chunk after the one that is full up to `end`; NONE: the first. */
  private takeChunk(end: number): number {
    let chunk = this.freeChunk;
    if (chunk === NONE) {
      if (this.used === this.cells.length) {
        this.cells = enlarge(this.cells, 2 * this.used);
        this.words = new Int32Array(this.cells.buffer);
      }
      chunk = this.used;
      this.used += 64;
    } else {
      this.freeChunk = this.words[2 * (chunk + 63)] as number;
    }
    this.words[2 * (chunk + 63)] = end;
    return chunk;
  }
}
