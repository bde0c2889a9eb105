import type { RandomStream } from "../../kernel/random.ts";
import { AdaptiveLimit, type AdaptiveLimitParams } from "./adaptive-limit.ts";
import { BoundedQueue, type BoundedQueueParams } from "./bounded-queue.ts";
import { CoDel, type CoDelParams } from "./codel.ts";
import { ConcurrencyLimit, type ConcurrencyLimitParams } from "./concurrency-limit.ts";
import { Dagor, type DagorParams } from "./dagor.ts";
import { NoControl } from "./no-control.ts";
import { QueueWaitControl, type QueueWaitParams } from "./queue-wait.ts";
import { TokenBucket, type TokenBucketParams } from "./token-bucket.ts";

/**
 * How a part protects itself from more work than it can do. One object for each server that decides by itself.
 *
 * The part asks at the door (`admit`) and once more when a server is free for the request (`drops`), and tells what
 * the control may know: when services begin (`observe`), when requests leave (`ended`), who left unserved (`gone`).
 * Times may be told ahead, as soon as they are known; the control takes notice of them no earlier than they say.
 */
export interface OverloadControl {
  /** Whether it must be asked and told of everything; else `admit` and `observe` are enough. */
  readonly followsRequests: boolean;
  /** Share of the requests that is refused now, 0 to 1, as far as the control knows. */
  readonly rejectShare: number;
  /** Highest admission level there is, where requests have priorities; 0 where all are alike. */
  readonly levelMax: number;
  /** Priorities above it are refused just now; levelMax where nothing is. */
  readonly level: number;
  /** Whether a request that comes at nowMs is let in; calls in the order of time. Priority 0 is the most important. */
  admit(nowMs: number, stream: RandomStream, priority?: number): boolean;
  /** Whether a request let in is dropped at the head of the queue, when its service could begin at startMs. */
  drops(waitMs: number, startMs: number): boolean;
  /** A request's service begins at startMs after waitMs in the queue. */
  observe(waitMs: number, startMs: number): void;
  /** A request that was let in leaves served at endMs, responseMs after it came. */
  ended(responseMs: number, endMs: number): void;
  /** A request that was let in leaves without service at atMs: dropped, too late, or out of patience. */
  gone(atMs: number): void;
}

export type OverloadParams =
  | { kind: "none" }
  | QueueWaitParams
  | DagorParams
  | CoDelParams
  | TokenBucketParams
  | ConcurrencyLimitParams
  | AdaptiveLimitParams
  | BoundedQueueParams;

/** Makes the control that the scenario names. */
export function createOverloadControl(params: OverloadParams): OverloadControl {
  switch (params.kind) {
    case "none":
      return new NoControl();
    case "queueWait":
      return new QueueWaitControl(params);
    case "dagor":
      return new Dagor(params);
    case "codel":
      return new CoDel(params);
    case "tokenBucket":
      return new TokenBucket(params);
    case "concurrencyLimit":
      return new ConcurrencyLimit(params);
    case "adaptiveLimit":
      return new AdaptiveLimit(params);
    case "boundedQueue":
      return new BoundedQueue(params);
  }
}
