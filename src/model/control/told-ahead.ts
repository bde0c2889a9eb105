import { enlarge } from "../../kernel/enlarge.ts";

/**
 * Figures that are known before the moment they belong to: handed over when their moment has come. Stations that are fed
 * forward tell of a start or an end of service as soon as it is certain, nearly in the order of time: each figure takes
 * its place from the end of the ring.
 */
export class ToldAhead {
  /** Number and sum of what `until` has handed over last. */
  count = 0;
  sum = 0;

  private atMs = new Float64Array(64);
  private figures = new Float64Array(64);
  private head = 0;
  private size = 0;

  /** How many lie ahead. */
  get ahead(): number {
    return this.size;
  }

  tell(atMs: number, figure: number): void {
    if (this.size === this.atMs.length) this.grow();
    const last = this.atMs.length - 1;
    let at = (this.head + this.size) & last;
    for (let later = this.size++; later > 0; later--) {
      const before = (at - 1) & last;
      if ((this.atMs[before] as number) <= atMs) break;
      this.atMs[at] = this.atMs[before] as number;
      this.figures[at] = this.figures[before] as number;
      at = before;
    }
    this.atMs[at] = atMs;
    this.figures[at] = figure;
  }

  /** Takes out all whose moment has come at nowMs. */
  until(nowMs: number): void {
    this.count = 0;
    this.sum = 0;
    while (this.size > 0 && (this.atMs[this.head] as number) <= nowMs) {
      this.sum += this.figures[this.head] as number;
      this.count++;
      this.head = (this.head + 1) & (this.atMs.length - 1);
      this.size--;
    }
  }

  private grow(): void {
    const { length } = this.atMs;
    this.atMs = enlarge(this.atMs, 2 * length);
    this.figures = enlarge(this.figures, 2 * length);
    // The ring was full: its part before the head goes behind the old end.
    this.atMs.copyWithin(length, 0, this.head);
    this.figures.copyWithin(length, 0, this.head);
  }
}
