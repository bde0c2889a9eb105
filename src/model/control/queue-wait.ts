import type { RandomStream } from "../../kernel/random.ts";
import { NoControl } from "./no-control.ts";

export interface QueueWaitParams {
  kind: "queueWait";
  /** Mean wait above which more is refused [ms]. */
  thresholdMs: number;
  windowMs: number;
  /** Change of the refused share a window, 0..1. */
  step: number;
  /** Greatest refused share, 0..1. */
  rejectMax: number;
  /** When the first window ends [ms]; servers that decide by themselves are not in step. Default windowMs. */
  firstWindowMs?: number;
}

/** Waits are told ahead, but never further than a queue is long: this many windows are kept. A power of two. */
const WINDOWS = 64;

/**
 * Refusal by queue wait, as WeChat's RPC layer does it (PhxRPC, hsha_server.cpp): once a window, the mean wait of
 * the requests whose service began in it is compared with a threshold; above it, the refused share grows by a
 * step, else it falls by a step. A window without requests counts as one without wait.
 *
 * Windows are closed when the next request comes: no event, no draw unless something is refused.
 * Not modelled: the separate queue for replies, which PhxRPC averages in.
 */
export class QueueWaitControl extends NoControl {
  override rejectShare = -0;

  private readonly thresholdMs: number;
  private readonly windowMs: number;
  private readonly step: number;
  private readonly rejectMax: number;
  private readonly sumMs = new Float64Array(WINDOWS);
  private readonly counts = new Int32Array(WINDOWS);
  private windowEndMs: number;
  /** Of the current window: waits of those whose service begins in it, and how many. The ring has those told ahead. */
  private nowSumMs = -0;
  private nowCount = 0;
  /** Place of the current window in the ring. */
  private at = 0;

  constructor(params: QueueWaitParams) {
    super();
    this.thresholdMs = params.thresholdMs;
    this.windowMs = params.windowMs;
    this.step = params.step;
    this.rejectMax = params.rejectMax;
    this.windowEndMs = params.firstWindowMs ?? params.windowMs;
    if (!(this.windowMs > 0 && this.thresholdMs >= 0 && this.step > 0 && this.rejectMax <= 1)) {
      throw new RangeError("queue wait control: window and step must be > 0, the greatest share at most 1");
    }
  }

  override admit(nowMs: number, stream: RandomStream): boolean {
    if (nowMs >= this.windowEndMs) this.closeWindows(nowMs);
    return this.rejectShare <= 0 || stream.uniform() >= this.rejectShare;
  }

  override observe(waitMs: number, startMs: number): void {
    if (startMs < this.windowEndMs) {
      this.nowSumMs += waitMs;
      this.nowCount++;
      return;
    }
    const ahead = Math.min(WINDOWS - 1, 1 + Math.floor((startMs - this.windowEndMs) / this.windowMs));
    const window = (this.at + ahead) & (WINDOWS - 1);
    this.sumMs[window] = (this.sumMs[window] as number) + waitMs;
    this.counts[window] = (this.counts[window] as number) + 1;
  }

  private closeWindows(nowMs: number): void {
    const passed = 1 + Math.floor((nowMs - this.windowEndMs) / this.windowMs);
    this.windowEndMs += passed * this.windowMs;
    for (let i = Math.min(passed, WINDOWS); i > 0; i--) this.closeWindow();
    // After a pause longer than the ring all further windows were empty.
    if (passed > WINDOWS) this.rejectShare = Math.max(0, this.rejectShare - (passed - WINDOWS) * this.step);
  }

  private closeWindow(): void {
    const meanMs = this.nowCount > 0 ? this.nowSumMs / this.nowCount : 0;
    this.rejectShare =
      meanMs > this.thresholdMs
        ? Math.min(this.rejectMax, this.rejectShare + this.step)
        : Math.max(0, this.rejectShare - this.step);
    // Steps of 0.05 do not add up to exactly 0 again.
    if (this.rejectShare < this.step / 1024) this.rejectShare = 0;
    this.at = (this.at + 1) & (WINDOWS - 1);
    this.nowSumMs = this.sumMs[this.at] as number;
    this.nowCount = this.counts[this.at] as number;
    this.sumMs[this.at] = 0;
    this.counts[this.at] = 0;
  }
}
