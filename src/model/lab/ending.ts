import type { LabSource } from "./lab-source.ts";
import type { Loss, Silence } from "./passage.ts";

/** What can become of a request. */
export type Outcome = "done" | Loss | Silence | "timedOut";

/** How a request has ended; one record is used again for all of them. */
export interface Ending {
  source: LabSource;
  user: number;
  /** Its place in the order in which requests of the lab began, from 0. */
  number: number;
  /** First attempt [ms]. */
  beganMs: number;
  /** What it, or the attempt that was answered, has waited at all stops together [ms]; NaN where its client lost it. */
  waitedMs: number;
  attempts: number;
  outcome: Outcome;
  /** Id of the stop where it, or its last attempt, came to nothing; empty where it was answered, or nobody can tell. */
  at: string;
}
