import type { AccessServer } from "../site/access-server.ts";
import { GRAB, OPEN, SEND, SHAKE, SHARE } from "./step.ts";
import type { StepWorkflow } from "./step-workflow.ts";

/**
 * The five steps of one region. Each is called by its own name: from an array of five classes V8 would look each call up
 * anew, and put none of them into its caller (measured: 1 to 2 % of an evening).
 */
export class StepWorkflows {
  private shake: StepWorkflow = NOTHING;
  private send: StepWorkflow = NOTHING;
  private grab: StepWorkflow = NOTHING;
  private open: StepWorkflow = NOTHING;
  private share: StepWorkflow = NOTHING;

  /** Says what requests of a step do. For set-up. */
  handle(step: number, workflow: StepWorkflow): void {
    if (step === SHAKE) this.shake = workflow;
    else if (step === SEND) this.send = workflow;
    else if (step === GRAB) this.grab = workflow;
    else if (step === OPEN) this.open = workflow;
    else if (step === SHARE) this.share = workflow;
  }

  /** A request of this step has come, as `StepWorkflow` says. */
  entered(step: number, slot: number, server: AccessServer, nowMs: number, doneMs: number): void {
    if (step === GRAB) this.grab.entered(slot, server, nowMs, doneMs);
    else if (step === OPEN) this.open.entered(slot, server, nowMs, doneMs);
    else if (step === SHAKE) this.shake.entered(slot, server, nowMs, doneMs);
    else if (step === SHARE) this.share.entered(slot, server, nowMs, doneMs);
    else this.send.entered(slot, server, nowMs, doneMs);
  }

  /** Its answer is read. */
  settled(step: number, slot: number, outcome: number, atMs: number): void {
    if (step === GRAB) this.grab.settled(slot, outcome, atMs);
    else if (step === OPEN) this.open.settled(slot, outcome, atMs);
    else if (step === SHAKE) this.shake.settled(slot, outcome, atMs);
    else if (step === SHARE) this.share.settled(slot, outcome, atMs);
    else this.send.settled(slot, outcome, atMs);
  }

  /** It has ended without one. */
  ended(step: number, slot: number, atMs: number, refusedBy: number): void {
    if (step === OPEN) this.open.ended?.(slot, atMs, refusedBy);
    else if (step === SHAKE) this.shake.ended?.(slot, atMs, refusedBy);
    else if (step === GRAB) this.grab.ended?.(slot, atMs, refusedBy);
    else if (step === SHARE) this.share.ended?.(slot, atMs, refusedBy);
    else this.send.ended?.(slot, atMs, refusedBy);
  }
}

const NOTHING: StepWorkflow = { entered: () => {}, settled: () => {} };
