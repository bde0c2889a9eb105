import { enlarge } from "../../kernel/enlarge.ts";

/**
 * How many requests are inside: those let in that have not left yet. Ends may be told ahead and in any order; they lie
 * in a binary heap, the earliest first, until their moment has come.
 */
export class InFlight {
  /** Let in and not known to have left. */
  private inside = 0;
  private endsMs = new Float64Array(64);
  private size = 0;

  /** How many are inside at nowMs; calls in the order of time. */
  at(nowMs: number): number {
    while (this.size > 0 && (this.endsMs[0] as number) <= nowMs) {
      this.removeFirst();
      this.inside--;
    }
    return this.inside;
  }

  /** When the next of those leaves whose end is known [ms]; Infinity where none is. */
  get nextMs(): number {
    return this.size > 0 ? (this.endsMs[0] as number) : Number.POSITIVE_INFINITY;
  }

  enter(): void {
    this.inside++;
  }

  /** One of those inside leaves at endMs. */
  leave(endMs: number): void {
    if (this.size === this.endsMs.length) this.endsMs = enlarge(this.endsMs, 2 * this.size);
    const { endsMs } = this;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentMs = endsMs[parent] as number;
      if (parentMs <= endMs) break;
      endsMs[i] = parentMs;
      i = parent;
    }
    endsMs[i] = endMs;
  }

  private removeFirst(): void {
    const { endsMs } = this;
    const lastMs = endsMs[--this.size] as number;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && (endsMs[child + 1] as number) < (endsMs[child] as number)) child++;
      const childMs = endsMs[child] as number;
      if (childMs >= lastMs) break;
      endsMs[i] = childMs;
      i = child;
    }
    endsMs[i] = lastMs;
  }
}
