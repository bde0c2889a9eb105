import type { RequestTable } from "../site/request-table.ts";

/** What calls between layers cost, as the scenario says. */
export interface CallChainParams {
  /** Round trips to the order's data that a step's logic makes: 1 where it runs with the order. */
  operations: number;
  /** Whether each call begins with a handshake. */
  handshake: boolean;
}

/**
 * How many round trips a call to a set makes before the one that does the work and brings the answer: a handshake where
 * connections are not kept, and all operations on the order's data but the last where the logic runs far from it.
 */
export class CallChain {
  private readonly requests: RequestTable;
  private readonly before: number;
  private readonly handshakes: number;

  constructor({ operations, handshake }: CallChainParams, requests: RequestTable) {
    this.requests = requests;
    this.handshakes = handshake ? 1 : 0;
    this.before = operations - 1 + this.handshakes;
  }

  /** Round trips before the last one of this request's call. One that touches no data has its handshake only. */
  tripsOf(slot: number): number {
    return this.requests.isLuckless(slot) ? this.handshakes : this.before;
  }

  /** Whether the first of `left` round trips still to make is the handshake. */
  isHandshake(slot: number, left: number): boolean {
    return this.handshakes === 1 && left === this.tripsOf(slot);
  }
}
