import type { AccessServer } from "../site/access-server.ts";

/** Nobody has refused the request: it has failed. */
export const NOT_REFUSED = -1;

/** An uplink that holds a message up for longer than this has it go on by an event of its own [ms]. */
export const FED_FORWARD_MAX_MS = 1;

/** What is particular to one step: what its request does behind the access server, and what an answer leads to. */
export interface StepWorkflow {
  /** The request has come, at nowMs; the access server is done with it at doneMs. */
  entered(slot: number, server: AccessServer, nowMs: number, doneMs: number): void;
  /** The handset reads the answer at atMs; the slot is freed when this returns. */
  settled(slot: number, outcome: number, atMs: number): void;
  /**
   * The request has ended at atMs without an answer: with a page by whoever refused (`REFUSERS`), or `NOT_REFUSED`. The
   * slot is freed when this returns.
   */
  ended?(slot: number, atMs: number, refusedBy: number): void;
}

/** Traffic that is fed forward late: it catches up before anything else meets the carriers or the access layer. */
export interface Feed {
  catchUp(nowMs: number): void;
}
