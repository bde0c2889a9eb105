import { SHAKE } from "../workflow/step.ts";
import type { StepCounts } from "./step-counts.ts";

/** So many are written down before they are counted: what counting touches is then at hand for all of them. */
const BATCH = 1024;

/** Shakes that begin, on their way into the counts of a region or carrier: nobody asks for those in the middle of a batch. */
export class ShakeTally {
  private readonly counts: StepCounts;
  private readonly sentMs = new Float64Array(BATCH);
  private sent = 0;

  constructor(counts: StepCounts) {
    this.counts = counts;
  }

  /** A shake leaves its handset. */
  began(sentMs: number): void {
    if (this.sent === BATCH) this.settle();
    this.sentMs[this.sent++] = sentMs;
  }

  /** Counts all that is still written down only. */
  settle(): void {
    const { counts, sentMs, sent } = this;
    for (let i = 0; i < sent; i++) counts.began(SHAKE, sentMs[i] as number);
    this.sent = 0;
  }
}
