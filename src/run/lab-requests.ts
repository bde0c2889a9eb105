import type { Ending } from "../model/lab/ending.ts";
import type { LabSource } from "../model/lab/lab-source.ts";
import type { LabRequest } from "../result/lab-request.ts";

/** Tells of every request of one replication, warm-up and all, as it ends; of those still under way at the end. */
export class LabRequests {
  private readonly replication: number;
  private readonly warmup: number;
  /** Of the warm-up and those that count: whoever begins later is told of by nobody. */
  private readonly last: number;
  private readonly tell: (request: LabRequest) => void;
  private readonly underWay = new Map<number, { source: string; startMs: number }>();

  /** @param replication from 0. */
  constructor(
    replication: number,
    { warmup, requests }: { warmup: number; requests: number },
    tell: (request: LabRequest) => void,
  ) {
    this.replication = replication + 1;
    this.warmup = warmup;
    this.last = warmup + requests;
    this.tell = tell;
  }

  begin({ id }: LabSource, number: number, nowMs: number): void {
    if (number < this.last) this.underWay.set(number, { source: id, startMs: nowMs });
  }

  end({ source, number, beganMs, waitedMs, attempts, outcome, at }: Ending, nowMs: number): void {
    if (!this.underWay.delete(number)) return;
    this.tell({
      ...this.who(number, source.id),
      startMs: beganMs,
      endMs: nowMs,
      waitedMs: Number.isNaN(waitedMs) ? null : waitedMs,
      attempts,
      outcome,
      at,
    });
  }

  /** The replication is over, or was given up. */
  close(): void {
    for (const [number, { source, startMs }] of this.underWay)
      this.tell({
        ...this.who(number, source),
        startMs,
        endMs: null,
        waitedMs: null,
        attempts: null,
        outcome: "inFlight",
        at: "",
      });
    this.underWay.clear();
  }

  private who(number: number, source: string) {
    return { replication: this.replication, number: number + 1, source, counts: number >= this.warmup };
  }
}
