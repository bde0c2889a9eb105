import { enlarge } from "./enlarge.ts";
import { NONE } from "./event-slots.ts";

/**
 * Heaps of slots in no order, one a bucket of a coarse rung: chunks of 32 int32 in one array, 31 slots and the chunk
 * before. Adding writes where the bucket was written last, taking reads whole cache lines, and neither touches a
 * record.
 */
export class Piles {
  private chunks = new Int32Array(32 * 64);
  private used = 0;
  private freeChunk = NONE;
  /** Where the next slot of each bucket goes; NONE when it is empty. */
  private ends: Int32Array = new Int32Array(0);

  /** Makes room for so many piles; those there are must be empty. */
  open(buckets: number): void {
    if (this.ends.length < buckets) this.ends = new Int32Array(buckets).fill(NONE);
  }

  add(bucket: number, slot: number): void {
    let end = this.ends[bucket] as number;
    // The last cell of a chunk is its link.
    if ((end & 31) === 31) end = this.takeChunk(end);
    this.chunks[end] = slot;
    this.ends[bucket] = end + 1;
  }

  /** Number of slots in a bucket's pile. */
  count(bucket: number): number {
    let count = 0;
    for (let end = this.ends[bucket] as number; end !== NONE; end = this.chunks[end | 31] as number) {
      count += end & 31;
    }
    return count;
  }

  /** Moves a bucket's pile into `into`, which has room for it. */
  take(bucket: number, into: Int32Array): void {
    const { chunks } = this;
    let count = 0;
    let end = this.ends[bucket] as number;
    this.ends[bucket] = NONE;
    while (end !== NONE) {
      const begin = end & ~31;
      for (let i = begin; i < end; i++) into[count++] = chunks[i] as number;
      end = chunks[begin + 31] as number;
      chunks[begin + 31] = this.freeChunk;
      this.freeChunk = begin;
    }
  }

  clear(): void {
    this.ends.fill(NONE);
    this.used = 0;
    this.freeChunk = NONE;
  }

  /** A new chunk after the one that is full up to `end`; NONE: the first. */
  private takeChunk(end: number): number {
    let chunk = this.freeChunk;
    if (chunk === NONE) {
      if (this.used === this.chunks.length) this.chunks = enlarge(this.chunks, 2 * this.used);
      chunk = this.used;
      this.used += 32;
    } else {
      this.freeChunk = this.chunks[chunk + 31] as number;
    }
    this.chunks[chunk + 31] = end;
    return chunk;
  }
}
