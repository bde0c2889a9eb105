/** What became of one request of a lab. Times are milliseconds since the start of its replication. */
export interface LabRequest {
  /** From 1. */
  replication: number;
  /** Its place in the order in which requests of the replication began, from 1. */
  number: number;
  source: string;
  /** False of the warm-up. */
  counts: boolean;
  /** First attempt. */
  startMs: number;
  /** The answer, or when its client knew that there would be none; `null` of one that was still under way. */
  endMs: number | null;
  /** At all stops together, of the attempt that was answered; `null` where the client has none to tell of. */
  waitedMs: number | null;
  /** `null` of one that was still under way. */
  attempts: number | null;
  /** As the result counts it. */
  outcome: "done" | "refused" | "shed" | "lost" | "abandoned" | "timedOut" | "inFlight";
  /** Id of the stop where it, or its last attempt, came to nothing; empty where there is none. */
  at: string;
}
