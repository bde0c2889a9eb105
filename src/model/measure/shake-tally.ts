import { SHAKE } from "../workflow/step.ts";
import type { Latencies } from "./latencies.ts";
import { NO_LUCK, type StepCounts } from "./step-counts.ts";

/** So many are written down before they are counted: what counting touches is then at hand for all of them. */
const BATCH = 1024;

/**
 * Shakes that begin, and those of them that are answered without luck, on their way into the counts and latencies of a
 * region or carrier: nearly all that is counted, and nobody asks for it in the middle of a batch.
 */
export class ShakeTally {
  private readonly counts: StepCounts;
  private readonly latencies: Latencies;
  private readonly sentMs = new Float64Array(BATCH);
  private sent = 0;
  private readonly firstMs = new Float64Array(BATCH);
  private readonly readMs = new Float64Array(BATCH);
  private readonly clientMs = new Float64Array(BATCH);
  private readonly serviceMs = new Float64Array(BATCH);
  private readonly column = new Int32Array(BATCH);
  private read = 0;

  constructor(counts: StepCounts, latencies: Latencies) {
    this.counts = counts;
    this.latencies = latencies;
  }

  /** A shake leaves its handset. */
  began(sentMs: number): void {
    if (this.sent === BATCH) this.countSent();
    this.sentMs[this.sent++] = sentMs;
  }

  /** The answer to a shake that left its handset at firstMs is read: no luck, FULL or DEGRADED as the column says. */
  answered(column: number, firstMs: number, readMs: number, serviceMs: number): void {
    if (this.read === BATCH) this.countRead();
    const at = this.read++;
    this.column[at] = column;
    this.firstMs[at] = firstMs;
    this.readMs[at] = readMs;
    this.serviceMs[at] = serviceMs;
  }

  /** Counts all that is still written down only. */
  settle(): void {
    this.countSent();
    this.countRead();
  }

  private countSent(): void {
    const { counts, sentMs, sent } = this;
    for (let i = 0; i < sent; i++) counts.began(SHAKE, sentMs[i] as number);
    this.sent = 0;
  }

  private countRead(): void {
    const { counts, latencies, column, firstMs, readMs, clientMs, serviceMs, read } = this;
    for (let i = 0; i < read; i++) clientMs[i] = (readMs[i] as number) - (firstMs[i] as number);
    counts.answeredAll(SHAKE, column, NO_LUCK, readMs, read);
    latencies.addAll(SHAKE, firstMs, clientMs, serviceMs, read);
    this.read = 0;
  }
}
