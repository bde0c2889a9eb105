import { CallWindow } from "./call-window.ts";
import type { TimelineSink } from "./timeline.ts";

export interface BreakerParams {
  /** Calls of the last windowMs are counted [ms]. */
  windowMs: number;
  /** Fewer calls than this in the window prove nothing. */
  minCalls: number;
  /** Share of failures at which it opens, 0..1. */
  failureShare: number;
  /** How long it stays open before calls are let through again, to try [ms]. */
  openMs: number;
  /** So many calls are let through then, and have to succeed. */
  probes: number;
  /** One simulated call stands for k; default 1. The window is stretched until it holds minCalls, up to k times. */
  scaleK?: number;
}

/**
 * A circuit breaker (Nygard 2007): what one caller knows of one callee from its own calls. Closed, it counts them; when
 * the failures of the window reach their share of at least so many calls, it opens: nothing is called. After `openMs` it
 * is half open: `probes` calls are let through, and no more until their outcome is known. All of them succeed: it
 * closes, and begins to count anew. One fails: it is open again, as long as before.
 *
 * Only calls made since it was half open prove anything then: answers to older ones may still come.
 */
export class CircuitBreaker {
  readonly part: string;
  /** Times it opened from closed, and again after probes that failed. */
  opened = 0;
  reopened = 0;
  /** Calls not made, and calls let through to try. */
  answeredAtOnce = 0;
  probed = 0;

  private readonly params: BreakerParams;
  private readonly sink: TimelineSink | undefined;
  private readonly window: CallWindow;
  /** When calls are let through again, to try; Infinity while closed [ms]. */
  private halfOpenMs = Number.POSITIVE_INFINITY;
  private closed = true;
  /** Calls that may still be let through, and successes that are still needed. */
  private tries = 0;
  private needed = 0;
  private openedMs = 0;
  private awayMs = 0;

  /** @throws RangeError for a breaker that could not close again. */
  constructor(part: string, params: BreakerParams, sink?: TimelineSink) {
    const { minCalls, failureShare, openMs, probes } = params;
    if (!(minCalls >= 1 && failureShare > 0 && openMs > 0 && probes >= 1)) {
      throw new RangeError(`${part}: a breaker needs a call, a share of failures, a pause and a probe`);
    }
    this.part = part;
    this.params = params;
    this.sink = sink;
    this.window = new CallWindow({
      windowMs: params.windowMs,
      atLeast: minCalls,
      stretchMax: params.scaleK ?? 1,
    });
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** How long it has not been closed, until nowMs [ms]. */
  openForMs(nowMs: number): number {
    return this.awayMs + (this.closed ? 0 : nowMs - this.openedMs);
  }

  /** Whether a call may be made at nowMs; the caller that gets true must make it and report its outcome. */
  admits(nowMs: number): boolean {
    if (this.closed) return true;
    if (nowMs < this.halfOpenMs || this.tries === 0) {
      this.answeredAtOnce++;
      return false;
    }
    this.tries--;
    this.probed++;
    return true;
  }

  /** The outcome, at nowMs, of a call made at calledMs. */
  report(ok: boolean, calledMs: number, nowMs: number): void {
    if (!this.closed) {
      if (calledMs >= this.halfOpenMs) this.judge(ok, nowMs);
      return;
    }
    const { window, params } = this;
    window.add(!ok, nowMs);
    if (ok || window.calls < params.minCalls || window.failureShare < params.failureShare) return;
    this.opened++;
    this.closed = false;
    this.openedMs = nowMs;
    this.wait(nowMs);
    this.tell(nowMs, `calls stopped: ${window.failures} of the last ${window.calls} had failed`);
  }

  private judge(ok: boolean, nowMs: number): void {
    if (!ok) {
      this.reopened++;
      this.wait(nowMs);
      return;
    }
    if (--this.needed > 0) return;
    this.closed = true;
    this.awayMs += nowMs - this.openedMs;
    this.halfOpenMs = Number.POSITIVE_INFINITY;
    this.window.clear();
    this.tell(nowMs, `calls go on: ${this.params.probes} to try had succeeded`);
  }

  private wait(nowMs: number): void {
    this.halfOpenMs = nowMs + this.params.openMs;
    this.tries = this.params.probes;
    this.needed = this.params.probes;
  }

  private tell(atMs: number, text: string): void {
    this.sink?.({ atMs, kind: "breaker", part: this.part, text });
  }
}
