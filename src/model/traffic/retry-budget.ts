export interface RetryBudgetParams {
  /** Retries earned by each first attempt: 0.1 lets retries add a tenth to the load in the long run. */
  share: number;
  /** Retries that may be saved up; as many are there at the start. */
  burst: number;
}

/**
 * A token bucket for retries, shared by the clients of one caller: first attempts put tokens in, each retry takes one
 * out, and where none is left a request is given up. It bounds the load that retries add, whatever the server does,
 * where a number of retries a request only bounds it at that number's multiple.
 *
 * Source: Finagle's RetryBudget (2016), gRPC's retry throttling (A6).
 */
export class RetryBudget {
  private readonly share: number;
  private readonly burst: number;
  private tokens: number;

  constructor({ share, burst }: RetryBudgetParams) {
    if (!(share >= 0 && burst >= 0))
      throw new RangeError(`a retry budget of ${share} a request, ${burst} at most`);
    this.share = share;
    this.burst = burst;
    this.tokens = burst;
  }

  /** A first attempt was sent. */
  earn(): void {
    this.tokens = Math.min(this.burst, this.tokens + this.share);
  }

  /** Takes a token for a retry; false when there is none. */
  spend(): boolean {
    // Ten times a tenth is a little less than one.
    if (this.tokens < 1 - 1e-9) return false;
    this.tokens -= 1;
    return true;
  }
}
