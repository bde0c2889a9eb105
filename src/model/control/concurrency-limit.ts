import { InFlight } from "./in-flight.ts";
import { NoControl } from "./no-control.ts";

export interface ConcurrencyLimitParams {
  kind: "concurrencyLimit";
  /** Requests that may be inside at once, waiting or in service. */
  limit: number;
}

/**
 * Refuses whoever finds `limit` requests inside. Before c servers it is M/M/c/K with K = limit: the queue is at most
 * limit - c long, so nobody who is served has waited for long.
 */
export class ConcurrencyLimit extends NoControl {
  override readonly followsRequests = true;
  private readonly limit: number;
  private readonly inFlight = new InFlight();

  /** @throws RangeError for a limit below 1. */
  constructor({ limit }: ConcurrencyLimitParams) {
    super();
    if (!(limit >= 1)) throw new RangeError(`a limit of ${limit} requests at once`);
    this.limit = limit;
  }

  override admit(nowMs: number): boolean {
    if (this.inFlight.at(nowMs) >= this.limit) return false;
    this.inFlight.enter();
    return true;
  }

  override ended(_responseMs: number, endMs: number): void {
    this.inFlight.leave(endMs);
  }

  override gone(atMs: number): void {
    this.inFlight.leave(atMs);
  }
}
