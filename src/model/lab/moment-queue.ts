import { enlarge } from "../../kernel/enlarge.ts";

/** Moments in ascending order [ms]: put in at the end, dropped from the front. */
export class MomentQueue {
  length = 0;

  private moments = new Float64Array(64);
  private head = 0;

  push(ms: number): void {
    if (this.length === this.moments.length) this.grow();
    this.moments[(this.head + this.length) & (this.moments.length - 1)] = ms;
    this.length++;
  }

  /** Drops all moments up to and with one. */
  dropUntil(ms: number): void {
    while (this.length > 0 && (this.moments[this.head] as number) <= ms) {
      this.head = (this.head + 1) & (this.moments.length - 1);
      this.length--;
    }
  }

  private grow(): void {
    const { length } = this.moments;
    this.moments = enlarge(this.moments, 2 * length);
    // It was full: what stands before the head goes behind the old end.
    this.moments.copyWithin(length, 0, this.head);
  }
}
