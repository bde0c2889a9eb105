import { enlarge } from "../../kernel/enlarge.ts";

/**
 * Figures that are known before the moment they belong to: kept in the order in which they are told, and handed over
 * when their moment has come. Stations that are fed forward tell of a start of service as soon as it is certain.
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
    const at = (this.head + this.size++) & (this.atMs.length - 1);
    this.atMs[at] = atMs;
    this.figures[at] = figure;
  }

  /** Takes out all whose moment has come at nowMs, up to the first whose has not. */
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
