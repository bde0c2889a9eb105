import { InFlight } from "./in-flight.ts";
import { NoControl } from "./no-control.ts";
import { ToldAhead } from "./told-ahead.ts";

export interface AdaptiveLimitParams {
  kind: "adaptiveLimit";
  /** Requests that may be inside at once: at the start, at least, and at most. */
  initial: number;
  min: number;
  max: number;
  /** Mean response time above which the limit is lowered [ms]. */
  targetMs: number;
  windowMs: number;
  /** What a window below the target adds to the limit. */
  growth: number;
  /** What a window above the target leaves of the limit, 0..1. */
  backOff: number;
  /** When the first window ends [ms]; servers that decide by themselves are not in step. Default windowMs. */
  firstWindowMs?: number;
}

/**
 * A concurrency limit that finds its own size by additive increase and multiplicative decrease (Chiu and Jain 1989),
 * as in Netflix's concurrency-limits: once a window, the mean response time of those who left in it is compared with a
 * target; above it the limit shrinks to `backOff` of itself, else it grows by `growth`, if it had been reached at all.
 */
export class AdaptiveLimit extends NoControl {
  override readonly followsRequests = true;
  /** Requests that may be inside at once. */
  limit: number;

  private readonly params: AdaptiveLimitParams;
  private readonly inFlight = new InFlight();
  private readonly responses = new ToldAhead();
  private windowEndMs: number;
  private responseSumMs = 0;
  private responseCount = 0;
  private reached = false;

  /** @throws RangeError for a limit that cannot lie between its bounds. */
  constructor(params: AdaptiveLimitParams) {
    super();
    const { initial, min, max, windowMs, backOff } = params;
    if (
      !(
        min >= 1 &&
        min <= initial &&
        initial <= max &&
        windowMs > 0 &&
        params.growth > 0 &&
        backOff > 0 &&
        backOff < 1
      )
    ) {
      throw new RangeError(`adaptive limit: ${initial} between ${min} and ${max}, back-off ${backOff}`);
    }
    this.params = params;
    this.limit = initial;
    this.windowEndMs = params.firstWindowMs ?? windowMs;
  }

  override admit(nowMs: number): boolean {
    while (nowMs >= this.windowEndMs) this.closeWindow(nowMs);
    if (this.inFlight.at(nowMs) >= Math.floor(this.limit)) {
      this.reached = true;
      return false;
    }
    this.inFlight.enter();
    return true;
  }

  override ended(responseMs: number, endMs: number): void {
    this.inFlight.leave(endMs);
    this.responses.tell(endMs, responseMs);
  }

  override gone(atMs: number): void {
    this.inFlight.leave(atMs);
  }

  private closeWindow(nowMs: number): void {
    const { params, responses } = this;
    responses.until(this.windowEndMs);
    this.responseSumMs += responses.sum;
    this.responseCount += responses.count;
    if (this.responseCount > 0) {
      const meanMs = this.responseSumMs / this.responseCount;
      if (meanMs > params.targetMs) this.limit = Math.max(params.min, this.limit * params.backOff);
      else if (this.reached) this.limit = Math.min(params.max, this.limit + params.growth);
    }
    this.responseSumMs = 0;
    this.responseCount = 0;
    this.reached = false;
    // Windows in which nobody left change nothing.
    const passed = responses.ahead > 0 ? 1 : 1 + Math.floor((nowMs - this.windowEndMs) / params.windowMs);
    this.windowEndMs += passed * params.windowMs;
  }
}
