import { enlarge } from "../../kernel/enlarge.ts";

/** In place of a message: there is none. */
export const NONE = -1;

/**
 * Messages that are not done, by number: a ring that grows. Those that wait hang in a chain for each partition, in the
 * order in which they are to be taken.
 */
export class MessageRing {
  first = 0;
  next = 0;
  private mask = 63;
  private messages = new Int32Array(64);
  private published = new Float64Array(64);
  private attempts = new Uint8Array(64);
  private done = new Uint8Array(64);
  private partitions = new Uint16Array(64);
  private after = new Float64Array(64);
  /** By partition: the ends of its chain, and its length. */
  private readonly heads: Float64Array;
  private readonly tails: Float64Array;
  readonly waiting: Int32Array;

  constructor(partitions: number) {
    this.heads = new Float64Array(partitions).fill(NONE);
    this.tails = new Float64Array(partitions).fill(NONE);
    this.waiting = new Int32Array(partitions);
  }

  get isEmpty(): boolean {
    return this.first === this.next;
  }

  /** Takes a message that was published at ms into the ring, not yet into a chain; returns its number. */
  add(message: number, ms: number, partition: number): number {
    if (this.next - this.first > this.mask) this.enlarge();
    const number = this.next++;
    const at = number & this.mask;
    this.messages[at] = message;
    this.published[at] = ms;
    this.attempts[at] = 0;
    this.done[at] = 0;
    this.partitions[at] = partition;
    return number;
  }

  message(number: number): number {
    return this.messages[number & this.mask] as number;
  }

  publishedMs(number: number): number {
    return this.published[number & this.mask] as number;
  }

  partition(number: number): number {
    return this.partitions[number & this.mask] as number;
  }

  move(number: number, partition: number): void {
    this.partitions[number & this.mask] = partition;
  }

  tries(number: number): number {
    return this.attempts[number & this.mask] as number;
  }

  countTry(number: number): void {
    const at = number & this.mask;
    this.attempts[at] = (this.attempts[at] as number) + 1;
  }

  finish(number: number): void {
    this.done[number & this.mask] = 1;
  }

  /** Forgets the oldest ones that are done. */
  forget(): void {
    while (this.first < this.next && this.done[this.first & this.mask] === 1) this.first++;
  }

  /** Hangs a message behind the others of its partition; true when there was none. */
  hang(number: number): boolean {
    const partition = this.partition(number);
    const last = this.tails[partition] as number;
    this.after[number & this.mask] = NONE;
    this.tails[partition] = number;
    this.waiting[partition] = (this.waiting[partition] as number) + 1;
    if (last === NONE) this.heads[partition] = number;
    else this.after[last & this.mask] = number;
    return last === NONE;
  }

  /** The first that waits in a partition, or NONE. */
  head(partition: number): number {
    return this.heads[partition] as number;
  }

  /** Takes the first of a partition out of its chain. */
  unhang(partition: number): number {
    const number = this.heads[partition] as number;
    const behind = this.after[number & this.mask] as number;
    this.heads[partition] = behind;
    if (behind === NONE) this.tails[partition] = NONE;
    this.waiting[partition] = (this.waiting[partition] as number) - 1;
    return number;
  }

  private enlarge(): void {
    const length = this.mask + 1;
    const mask = 2 * length - 1;
    this.messages = enlarge(this.messages, 2 * length);
    this.published = enlarge(this.published, 2 * length);
    this.attempts = enlarge(this.attempts, 2 * length);
    this.done = enlarge(this.done, 2 * length);
    this.partitions = enlarge(this.partitions, 2 * length);
    this.after = enlarge(this.after, 2 * length);
    for (let number = this.first; number < this.next; number++) {
      const from = number & (length - 1);
      const to = number & mask;
      this.messages[to] = this.messages[from] as number;
      this.published[to] = this.published[from] as number;
      this.attempts[to] = this.attempts[from] as number;
      this.done[to] = this.done[from] as number;
      this.partitions[to] = this.partitions[from] as number;
      this.after[to] = this.after[from] as number;
    }
    this.mask = mask;
  }
}
