import type { Simulation } from "../../kernel/simulation.ts";
import type { MessageCentre } from "./message-centre.ts";
import type { MessageQueue } from "./queue.ts";

export interface ReconciliationOptions {
  name: string;
  simulation: Simulation;
  centre: MessageCentre;
  queue: MessageQueue;
  /** One simulated claim stands for k. */
  k: number;
  /** Time between scans [ms]. */
  everyMs: number;
  /** How old a claim must be to be looked at [ms]. */
  lagMs: number;
  /** Repairs a second of the real job. */
  ratePerS: number;
}

/**
 * Compares what was opened with what is in the wallets, again and again, and credits what is missing.
 *
 * A claim is repaired only when it is older than `lagMs` and was published before the queue's watermark: its
 * message is then acknowledged, dead or lost, so nothing that is merely late is ever repaired. Repairs run one
 * after another at ratePerS / k.
 */
export class Reconciliation {
  scans = 0;
  /** Claims found missing, and repaired. */
  repaired = 0;

  private readonly options: ReconciliationOptions;
  private readonly gapMs: number;
  private readonly scanHandler: number;
  private freeAtMs = 0;
  private untilMs = Number.NEGATIVE_INFINITY;

  constructor(options: ReconciliationOptions) {
    this.options = options;
    this.gapMs = (1000 * options.k) / options.ratePerS;
    this.scanHandler = options.simulation.register(() => this.scan(), options.name);
  }

  /** Scans every `everyMs` from now on, the last time at or before untilMs. */
  start(untilMs: number): void {
    this.untilMs = untilMs;
    this.scheduleNext();
  }

  private scan(): void {
    const { simulation, centre, queue, lagMs, everyMs } = this.options;
    const nowMs = simulation.now;
    const publishedBeforeMs = queue.watermarkMs(nowMs);
    this.scans++;
    for (let claim = centre.oldest; claim < centre.claims; claim++) {
      if (centre.openedAtMs(claim) > nowMs - lagMs) break;
      if (!centre.isOwed(claim) || centre.publishedAtMs(claim) >= publishedBeforeMs) continue;
      const atMs = Math.max(nowMs, this.freeAtMs) + this.gapMs;
      // What does not fit before the next scan is found again by it.
      if (atMs > nowMs + everyMs) break;
      this.freeAtMs = atMs;
      centre.credit(claim, atMs);
      this.repaired++;
    }
    this.scheduleNext();
  }

  private scheduleNext(): void {
    const { simulation, everyMs } = this.options;
    const atMs = simulation.now + everyMs;
    if (atMs <= this.untilMs) simulation.at(atMs, this.scanHandler);
  }
}
