import type { Latencies } from "./latencies.ts";
import type { StepCounts } from "./step-counts.ts";

/** So many are written down before they are counted: what counting touches is then at hand for all of them. */
const BATCH = 256;

/**
 * Answers to requests of one step, on their way into the counts and latencies of a region or carrier; nobody asks for those
 * in the middle of a batch.
 */
export class AnswerTally {
  private readonly counts: StepCounts;
  private readonly latencies: Latencies;
  private readonly step: number;
  private readonly firstMs = new Float64Array(BATCH);
  private readonly readMs = new Float64Array(BATCH);
  private readonly clientMs = new Float64Array(BATCH);
  private readonly serviceMs = new Float64Array(BATCH);
  private readonly column = new Int32Array(BATCH);
  private readonly outcome = new Int32Array(BATCH);
  private read = 0;

  constructor(counts: StepCounts, latencies: Latencies, step: number) {
    this.counts = counts;
    this.latencies = latencies;
    this.step = step;
  }

  /** The answer to a request whose first attempt left its handset at firstMs is read: FULL or DEGRADED, and what it says. */
  answered(column: number, outcome: number, firstMs: number, readMs: number, serviceMs: number): void {
    if (this.read === BATCH) this.settle();
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
    for (let i = 0; i < read; i++) {
      clientMs[i] = (readMs[i] as number) - (firstMs[i] as number);
      counts.answered(step, column[i] as number, outcome[i] as number, readMs[i] as number);
    }
    this.latencies.addAll(step, firstMs, clientMs, serviceMs, read);
    this.read = 0;
  }
}
