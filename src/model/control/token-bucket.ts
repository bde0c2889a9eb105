import { NoControl } from "./no-control.ts";

export interface TokenBucketParams {
  kind: "tokenBucket";
  /** Tokens that come in a second; each request let in takes one. */
  rateRps: number;
  /** Tokens that the bucket holds; it is full at the start. */
  burst: number;
}

/**
 * Lets in a rate and bursts of a size, whatever the server can do: a request that finds no token is refused.
 * Under Poisson arrivals the share refused is the loss of M/D/1/K with K = burst.
 */
export class TokenBucket extends NoControl {
  private readonly ratePerMs: number;
  private readonly burst: number;
  private tokens: number;
  private filledMs = 0;

  /** @throws RangeError for a bucket without tokens. */
  constructor({ rateRps, burst }: TokenBucketParams) {
    super();
    if (!(rateRps > 0 && burst >= 1)) throw new RangeError(`a bucket of ${burst} tokens at ${rateRps}/s`);
    this.ratePerMs = rateRps / 1000;
    this.burst = burst;
    this.tokens = burst;
  }

  override admit(nowMs: number): boolean {
    this.tokens = Math.min(this.burst, this.tokens + (nowMs - this.filledMs) * this.ratePerMs);
    this.filledMs = nowMs;
    // Tokens are sums of fractions: one that is due now may lack the last bit.
    if (this.tokens < 1 - ROUNDING) return false;
    this.tokens -= 1;
    return true;
  }
}

const ROUNDING = 1e-9;
