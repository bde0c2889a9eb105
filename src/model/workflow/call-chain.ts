import type { RequestTable } from "../site/request-table.ts";

/** Where a step's logic runs, and how many round trips to the order's data it makes: 1 where it runs with the order. */
export interface StepLogic {
  runs: "owner" | "near" | "access";
  operations: number;
}

/** What calls between layers cost, as the scenario says. */
export interface CallChainParams {
  /** By step; of a shake, the logic that creates the order. */
  steps: readonly StepLogic[];
  /** Whether each call begins with a handshake. */
  handshake: boolean;
}

/**
 * How many round trips a call to a set makes before the one that does the work and brings the answer: a handshake where
 * connections are not kept, and all operations on the order's data but the last where the logic runs far from it. Logic
 * that runs in a campus near the user is a round trip away itself, and everything it asks leaves from there.
 */
export class CallChain {
  private readonly requests: RequestTable;
  /** By step. */
  private readonly before: Int32Array;
  private readonly near: Uint8Array;
  private readonly handshakes: number;

  constructor({ steps, handshake }: CallChainParams, requests: RequestTable) {
    this.requests = requests;
    this.handshakes = handshake ? 1 : 0;
    this.before = Int32Array.from(steps, ({ operations }) => operations - 1);
    this.near = Uint8Array.from(steps, ({ runs }) => (runs === "near" ? 1 : 0));
  }

  /** Whether each call begins with a handshake. */
  get alwaysShakesHands(): boolean {
    return this.handshakes === 1;
  }

  /** Round trips to the data before the last one of this request's call: none for one that touches no data. */
  tripsOf(slot: number): number {
    return this.requests.isLuckless(slot) ? 0 : (this.before[this.requests.step(slot)] as number);
  }

  /** Round trips from the access layer to the logic, where that runs in a campus near the user. */
  tripsNear(slot: number): number {
    return this.isNear(slot) ? 1 + this.handshakes : 0;
  }

  /** Whether what the request asks leaves from a campus near the user, not from the access layer. */
  isNear(slot: number): boolean {
    return this.near[this.requests.step(slot)] === 1 && !this.requests.isLuckless(slot);
  }
}
