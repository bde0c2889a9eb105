import { InvariantError } from "../../kernel/invariant.ts";
import { CallWindow } from "./call-window.ts";
import type { TimelineSink } from "./timeline.ts";

/** When the calls of a window mean that a part is to be masked. */
export interface HealthRule {
  /** Calls of the last windowMs are counted [ms]. */
  windowMs: number;
  /** Fewer calls than this in the window prove nothing. */
  minCalls: number;
  /** Share of failures at which the part is masked, 0..1. */
  failureShare: number;
}

export interface HealthParams extends HealthRule {
  /**
   * One simulated call stands for k; default 1. A window is stretched, up to k times, until it holds minCalls simulated
   * calls: on fewer no failure can be told from chance, and k of these windows had so many real ones each.
   */
  scaleK?: number;
  /**
   * A second, longer window in which slow calls count as failures, too: what fails now and then. Its part is masked
   * only where its share of failures is `peersFactor` times that of its peers, so that trouble of all is nobody's fault.
   */
  gray: HealthRule & { peersFactor: number };
  /** How long a mask lasts before the first probe [ms]; twice as long after each relapse, up to a longest. */
  openMs: number;
  openMaxMs: number;
  /** Probes while half open [1/s], and how many in a row have to succeed. */
  probeRateRps: number;
  successes: number;
  /** How long the way back to full load takes after an unmask [ms], and the share it begins with, 0..1. */
  rampMs: number;
  rampFrom: number;
}

/** What a part's health has to know of the others'. */
export interface Peers {
  /** Whether one more may be masked; a gray one may not be where many are away: those left would be slow for the load. */
  mayMask(isGray: boolean): boolean;
  /** Share of failures of the part's peers over the long window. */
  failureShare(nowMs: number): number;
}

/**
 * The health of a part as one caller sees it, from the results of its own calls and nothing else.
 *
 * Closed until the failures of one of two windows reach their share of at least so many calls; then masked for
 * `openMs`; then half open: single probes at a rate, until `successes` in a row unmask it; then on a ramp: a growing
 * share of its users is let in.
 */
export class Health {
  /** Name in the timeline. */
  readonly part: string;
  /** Masks so far. */
  masks = 0;
  /** Calls of the long window. */
  readonly long: CallWindow;

  private readonly params: HealthParams;
  private readonly peers: Peers;
  private readonly sink: TimelineSink | undefined;
  private readonly short: CallWindow;
  private masked = false;
  private probing = false;
  private succeeded = 0;
  private openMs: number;
  private nextProbeMs = Number.POSITIVE_INFINITY;
  private unmaskedMs = Number.NEGATIVE_INFINITY;
  private rampsFromMs = Number.NEGATIVE_INFINITY;
  private heldBackMs = Number.NEGATIVE_INFINITY;

  constructor(part: string, params: HealthParams, peers: Peers, sink?: TimelineSink) {
    if (!(params.minCalls >= 1 && params.probeRateRps > 0 && params.successes >= 1)) {
      throw new RangeError(`${part}: a call, a rate of probes and a success are needed to judge health`);
    }
    this.part = part;
    this.params = params;
    this.peers = peers;
    this.sink = sink;
    this.short = windowOf(params, params.scaleK);
    this.long = windowOf(params.gray, params.scaleK);
    this.openMs = params.openMs;
  }

  /** Whether new work is kept away from it (probes excepted). */
  get isMasked(): boolean {
    return this.masked;
  }

  /** It begins to take part: cold, so on a ramp. */
  join(nowMs: number): void {
    this.rampsFromMs = nowMs;
    this.sink?.({ atMs: nowMs, kind: "join", part: this.part, text: "takes new orders from now on" });
  }

  /** Share of its users that may go there at nowMs, probes apart: 0 while masked, below 1 on the ramp. */
  openShare(nowMs: number): number {
    if (this.masked) return 0;
    const { rampMs, rampFrom } = this.params;
    const sinceMs = nowMs - this.rampsFromMs;
    return sinceMs < rampMs ? Math.max(rampFrom, sinceMs / rampMs) : 1;
  }

  /** Whether a single probe may be sent now. The caller that gets true must make the call. */
  takesProbe(nowMs: number): boolean {
    if (!this.masked || nowMs < this.nextProbeMs) return false;
    this.probing = true;
    this.nextProbeMs = nowMs + 1000 / this.params.probeRateRps;
    this.sink?.({ atMs: nowMs, kind: "probe", part: this.part, text: "probed with one call" });
    return true;
  }

  /** The outcome of a call, when it is known to the caller; `slow` where it took longer than it should. */
  report(ok: boolean, slow: boolean, nowMs: number): void {
    if (this.masked) {
      this.reportMasked(ok && !slow, nowMs);
      return;
    }
    this.short.add(!ok, nowMs);
    this.long.add(!ok || slow, nowMs);
    if (ok && !slow) return;
    const { params } = this;
    if (exceeds(this.short, params))
      this.mask(nowMs, false, `${this.short.failures} of its last ${this.short.calls} calls had failed`);
    else if (exceeds(this.long, params.gray)) this.judgeGray(nowMs);
  }

  /** Fails now and then, or slowly: is it worse than the others? */
  private judgeGray(nowMs: number): void {
    const { long, params } = this;
    if (long.failureShare < params.gray.peersFactor * this.peers.failureShare(nowMs)) return;
    this.mask(
      nowMs,
      true,
      `${long.failures} of its last ${long.calls} calls had failed or were slow, more than its peers'`,
    );
  }

  private reportMasked(ok: boolean, nowMs: number): void {
    // Successes from before the first probe may be of calls made before the failure.
    if (!this.probing) return;
    this.succeeded = ok ? this.succeeded + 1 : 0;
    if (this.succeeded >= this.params.successes) this.unmask(nowMs);
  }

  private mask(nowMs: number, isGray: boolean, why: string): void {
    if (!this.peers.mayMask(isGray)) {
      this.holdBack(nowMs, why);
      return;
    }
    const { openMs, openMaxMs, gray } = this.params;
    // Nobody may tell it: what is masked has failed before this caller's eyes.
    if (!exceeds(isGray ? this.long : this.short, isGray ? gray : this.params))
      throw new InvariantError(this.part, "masked without the failures that its rule asks for", {
        timeMs: nowMs,
      });
    const relapse = nowMs - this.unmaskedMs < openMaxMs;
    this.openMs = relapse ? Math.max(openMs, Math.min(2 * this.openMs, openMaxMs)) : openMs;
    this.masked = true;
    this.masks++;
    this.probing = false;
    this.succeeded = 0;
    this.nextProbeMs = nowMs + this.openMs;
    this.sink?.({ atMs: nowMs, kind: "mask", part: this.part, text: `masked: ${why}` });
  }

  /** Too many are masked: this one goes on being used. Told once, and again after the time of a mask. */
  private holdBack(nowMs: number, why: string): void {
    if (nowMs - this.heldBackMs < this.params.openMs) return;
    this.heldBackMs = nowMs;
    const text = `not masked, for no more may be: ${why}`;
    this.sink?.({ atMs: nowMs, kind: "detect", part: this.part, text });
  }

  private unmask(nowMs: number): void {
    this.masked = false;
    this.unmaskedMs = nowMs;
    this.rampsFromMs = nowMs;
    this.short.clear();
    this.long.clear();
    const calls = this.succeeded === 1 ? "a call" : `${this.succeeded} calls in a row`;
    this.sink?.({ atMs: nowMs, kind: "unmask", part: this.part, text: `unmasked: ${calls} succeeded again` });
  }
}

function exceeds({ calls, failures }: CallWindow, { minCalls, failureShare }: HealthRule): boolean {
  return calls >= minCalls && failures >= failureShare * calls;
}

function windowOf({ windowMs, minCalls }: HealthRule, scaleK = 1): CallWindow {
  return new CallWindow({ windowMs, atLeast: minCalls, stretchMax: scaleK });
}
