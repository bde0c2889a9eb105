import type { Simulation } from "../../kernel/simulation.ts";
import type { CalleeBreakers } from "../control/callee-breakers.ts";
import type { CalleeLevels } from "../control/callee-levels.ts";
import type { BlastCounts } from "../measure/blast-counts.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Router } from "../site/router.ts";
import type { CallDeadlines } from "./call-deadlines.ts";
import type { Journey } from "./journey.ts";

/** What a region's calls to sets need. */
export interface SetCallsOptions {
  sim: Simulation;
  requests: RequestTable;
  router: Router;
  /** Sets where this region's orders are created, in the order of the router's numbers. */
  ownSets: readonly number[];
  /** Whether they stand in this region: silence from behind a line proves nothing. */
  setsAreHere: boolean;
  journey: Journey;
  /** Makes the deadlines; told which calls are open and what to do when one's deadline passes. */
  deadlines: (isOpen: (slot: number, tag: number) => boolean, due: (slot: number) => void) => CallDeadlines;
  /** Puts the call on its way to the set at leaveMs. */
  post: (slot: number, tag: number, set: number, leaveMs: number) => void;
  /** Sets a new order may try. */
  createTries: number;
  /** How many more times anything else is asked of its set when no answer comes in time. */
  callRetries: number;
  /** A call that takes longer counts as slow for its set's health [ms]. */
  slowMs: number;
  /** What is counted about faults. */
  blasts: readonly BlastCounts[];
  /** What is known of the sets' admission levels, where they have any. */
  levels?: CalleeLevels;
  /** What stops calls about orders whose set or region does not answer, where there is such a thing. */
  breakers?: CalleeBreakers;
}
