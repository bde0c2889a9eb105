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
  /** How old a claim must be to be looked at, and how old it may be at most; default: any age [ms]. */
  lagMs: number;
  reachMs?: number;
  /** Repairs a second of the real job. */
  ratePerS: number;
  /** Claims a second that the real job reads; default: any number. */
  scanPerS?: number;
}

/**
 * Compares what was opened with what is in the wallets, again and again, credits what is missing and takes back what is
 * there twice.
 *
 * A claim is repaired only when it is older than `lagMs` and was published before the queue's watermark: its
 * message is then acknowledged, dead or lost, so nothing that is merely late is ever repaired. A scan reads all claims
 * of that age up to `reachMs` that have not been proven right, at scanPerS / k; repairs run one after another at
 * ratePerS / k, none before its claim has been read.
 */
export class Reconciliation {
  scans = 0;
  /** Claims read, found missing, and repaired. */
  read = 0;
  repaired = 0;

  private readonly options: ReconciliationOptions;
  private readonly gapMs: number;
  private readonly readMs: number;
  private readonly scanHandler: number;
  private freeAtMs = 0;
  private untilMs = Number.NEGATIVE_INFINITY;

  constructor(options: ReconciliationOptions) {
    this.options = options;
    this.gapMs = (1000 * options.k) / options.ratePerS;
    this.readMs = options.scanPerS === undefined ? 0 : (1000 * options.k) / options.scanPerS;
    this.scanHandler = options.simulation.register(() => this.scan(), options.name);
  }

  /** Scans every `everyMs` from now on, the last time at or before untilMs. */
  start(untilMs: number): void {
    this.untilMs = untilMs;
    this.scheduleNext(this.options.simulation.now + this.options.everyMs);
  }

  private scan(): void {
    const { simulation, centre, queue, lagMs, reachMs = Number.POSITIVE_INFINITY, everyMs } = this.options;
    const nowMs = simulation.now;
    const publishedBeforeMs = queue.watermarkMs(nowMs);
    let readAtMs = nowMs;
    this.scans++;
    for (let claim = centre.oldest; claim < centre.claims; claim++) {
      const openedMs = centre.openedAtMs(claim);
      if (openedMs > nowMs - lagMs) break;
      if (openedMs < nowMs - reachMs) continue;
      this.read++;
      readAtMs += this.readMs;
      const excess = centre.excessOf(claim);
      if (excess === 0 && (!centre.isOwed(claim) || centre.publishedAtMs(claim) >= publishedBeforeMs))
        continue;
      const atMs = Math.max(readAtMs, this.freeAtMs) + this.gapMs;
      // What does not fit before the next scan is found again by it.
      if (atMs > nowMs + everyMs) break;
      this.freeAtMs = atMs;
      if (excess > 0) centre.takeBack(claim, atMs);
      else if (centre.credit(claim, atMs, true)) this.repaired++;
    }
    // A scan that takes longer than the time between two puts the next one off.
    this.scheduleNext(Math.max(nowMs + everyMs, readAtMs));
  }

  private scheduleNext(atMs: number): void {
    if (atMs <= this.untilMs) this.options.simulation.at(atMs, this.scanHandler);
  }
}
