import type { Latencies } from "./latencies.ts";
import type { StepCounts } from "./step-counts.ts";

/**
 * Answers to requests of one step, on their way into the counts and latencies of a region or carrier; nobody asks for those
 * in the middle of a batch. What counting touches is at hand for all of a batch.
 */
export class AnswerTally {
  private readonly counts: StepCounts;
  private readonly latencies: Latencies;
  private readonly step: number;
  private readonly firstMs: Float64Array;
  private readonly readMs: Float64Array;
  private readonly clientMs: Float64Array;
  private readonly serviceMs: Float64Array;
  private readonly column: Int32Array;
  private readonly outcome: Int32Array;
  private read = 0;

  /** @param batch so many are written down before they are counted */
  constructor(counts: StepCounts, latencies: Latencies, step: number, batch: number) {
    this.counts = counts;
    this.latencies = latencies;
    this.step = step;
    this.firstMs = new Float64Array(batch);
    this.readMs = new Float64Array(batch);
    this.clientMs = new Float64Array(batch);
    this.serviceMs = new Float64Array(batch);
    this.column = new Int32Array(batch);
    this.outcome = new Int32Array(batch);
  }

  /** The answer to a request whose first attempt left its handset at firstMs is read: FULL or DEGRADED, and what it says. */
  answered(column: number, outcome: number, firstMs: number, readMs: number, serviceMs: number): void {
    if (this.read === this.column.length) this.settle();
    const at = this.read++;
    this.column[at] = column;
    this.outcome[at] = outcome;
    this.firstMs[at] = firstMs;
    this.readMs[at] = readMs;
    this.serviceMs[at] = serviceMs;
  }

  /** Counts all that is still written down only. */
  settle(): void {
    const { counts, step, column, outcome, firstMs, readMs, clientMs, serviceMs, read } = this;
    for (let i = 0; i < read; i++) clientMs[i] = (readMs[i] as number) - (firstMs[i] as number);
    counts.answeredAll(step, column, outcome, readMs, read);
    this.latencies.addAll(step, firstMs, clientMs, serviceMs, read);
    this.read = 0;
  }
}
