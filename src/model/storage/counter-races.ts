import { enlarge } from "../../kernel/enlarge.ts";

/** Swaps that are remembered of each counter: no more than these can be under way at a time that matters. */
const REMEMBERED = 8;

/**
 * Who wins a compare-and-swap on a counter in a cache: a swap at s of what was read at r succeeds when no other swap
 * of the counter falls between r and s.
 *
 * Swaps are told ahead of time, in the order in which they are begun. Of two that overlap exactly one succeeds; here
 * it is the one told first, in life the one that swaps first: as many win, at other times by less than an operation.
 */
export class CounterRaces {
  /** By counter: when the winners read and swapped, a ring of each. */
  private readMs = new Float64Array(REMEMBERED);
  private swapMs = new Float64Array(REMEMBERED).fill(Number.NEGATIVE_INFINITY);
  private at = new Uint8Array(1);

  /** Nothing has happened to a counter yet. */
  reset(counter: number): void {
    if (counter >= this.at.length) {
      const length = Math.max(2 * this.at.length, counter + 1);
      const before = this.swapMs.length;
      this.readMs = enlarge(this.readMs, length * REMEMBERED);
      this.swapMs = enlarge(this.swapMs, length * REMEMBERED).fill(Number.NEGATIVE_INFINITY, before);
      this.at = enlarge(this.at, length);
    }
    this.swapMs.fill(Number.NEGATIVE_INFINITY, counter * REMEMBERED, (counter + 1) * REMEMBERED);
  }

  /** Whether the swap at swapMs of what was read at readMs succeeds; it is remembered if so. */
  swap(counter: number, readMs: number, swapMs: number): boolean {
    const first = counter * REMEMBERED;
    for (let i = first; i < first + REMEMBERED; i++) {
      const otherMs = this.swapMs[i] as number;
      if (otherMs > readMs && otherMs <= swapMs) return false;
      if (swapMs > (this.readMs[i] as number) && swapMs <= otherMs) return false;
    }
    const at = first + (this.at[counter] as number);
    this.readMs[at] = readMs;
    this.swapMs[at] = swapMs;
    this.at[counter] = ((this.at[counter] as number) + 1) % REMEMBERED;
    return true;
  }
}
