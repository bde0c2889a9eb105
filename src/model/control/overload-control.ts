import type { RandomStream } from "../../kernel/random.ts";
import { QueueWaitControl, type QueueWaitParams } from "./queue-wait.ts";

/** How a part protects itself from more work than it can do. One object for each server that decides by itself. */
export interface OverloadControl {
  /** Share of the requests that is refused now, 0 to 1. */
  readonly rejectShare: number;
  /** Whether a request that comes at nowMs is let in; calls in the order of time. */
  admit(nowMs: number, stream: RandomStream): boolean;
  /**
   * A request's service begins at startMs after waitMs in the queue. May be told ahead, as soon as the start is
   * known; the control takes notice of it no earlier than startMs.
   */
  observe(waitMs: number, startMs: number): void;
}

export type OverloadParams = { kind: "none" } | QueueWaitParams;

/** Lets everybody in. */
export class NoControl implements OverloadControl {
  readonly rejectShare = 0;

  admit(): boolean {
    return true;
  }

  observe(): void {}
}

/** Makes the control that the scenario names. */
export function createOverloadControl(params: OverloadParams): OverloadControl {
  switch (params.kind) {
    case "none":
      return new NoControl();
    case "queueWait":
      return new QueueWaitControl(params);
  }
}
