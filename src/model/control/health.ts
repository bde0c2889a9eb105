import type { TimelineSink } from "./timeline.ts";

export interface HealthParams {
  /** Calls of the last windowMs are counted [ms]. */
  windowMs: number;
  /** Fewer calls than this in the window prove nothing. */
  minCalls: number;
  /** Share of failures at which the part is masked, 0..1. */
  failureShare: number;
  /** How long a mask lasts before the first probe [ms]. */
  openMs: number;
  /** Probes while half open [1/s]. */
  probeRateRps: number;
}

/** Fewest simulated calls on which a judgement may rest, at any scale. */
const CALLS_MIN = 3;

/** `minCalls` real calls at scale 1/k: what one caller sees there, but never a judgement on fewer than 3. */
export function minCallsAtScale(minCalls: number, k: number): number {
  return Math.max(Math.min(minCalls, CALLS_MIN), Math.round(minCalls / k));
}

const BUCKETS = 10;

/**
 * The health of a part as one caller sees it, from the results of its own calls and nothing else.
 *
 * Closed until the failures in the last window reach their share of at least `minCalls` calls; then masked for
 * `openMs`; then half open: single probes at a rate, until a call succeeds and unmasks it. The window slides in
 * tenths. Not modelled yet: slowness as a failure, a ramp after the unmask, a limit on how many are masked.
 */
export class Health {
  /** Name in the timeline. */
  readonly part: string;
  /** Masks so far. */
  masks = 0;

  private readonly params: HealthParams;
  private readonly sink: TimelineSink | undefined;
  private readonly bucketMs: number;
  private readonly calls = new Int32Array(BUCKETS);
  private readonly failures = new Int32Array(BUCKETS);
  private callsSum = 0;
  private failuresSum = 0;
  private bucket = 0;
  private bucketEndMs: number;
  private masked = false;
  private probing = false;
  private nextProbeMs = Number.POSITIVE_INFINITY;

  constructor(part: string, params: HealthParams, sink?: TimelineSink) {
    if (!(params.windowMs > 0 && params.minCalls >= 1 && params.probeRateRps > 0)) {
      throw new RangeError(`${part}: a window, a call and a rate of probes are needed to judge health`);
    }
    this.part = part;
    this.params = params;
    this.sink = sink;
    this.bucketMs = params.windowMs / BUCKETS;
    this.bucketEndMs = this.bucketMs;
  }

  /** Whether new work is kept away from it (probes excepted). */
  get isMasked(): boolean {
    return this.masked;
  }

  /**
   * Whether a call may go there now. While masked, true for single probes once it is half open: the caller that
   * gets true must make the call.
   */
  admits(nowMs: number): boolean {
    if (!this.masked) return true;
    if (nowMs < this.nextProbeMs) return false;
    this.probing = true;
    this.nextProbeMs = nowMs + 1000 / this.params.probeRateRps;
    this.sink?.({ atMs: nowMs, kind: "probe", part: this.part, text: "probed with one call" });
    return true;
  }

  /** The outcome of a call, when it is known to the caller. */
  report(ok: boolean, nowMs: number): void {
    if (this.masked) {
      // Successes from before the first probe may be of calls made before the failure.
      if (ok && this.probing) this.unmask(nowMs);
      return;
    }
    if (nowMs >= this.bucketEndMs) this.slide(nowMs);
    this.calls[this.bucket] = (this.calls[this.bucket] as number) + 1;
    this.callsSum++;
    if (ok) return;
    this.failures[this.bucket] = (this.failures[this.bucket] as number) + 1;
    this.failuresSum++;
    if (this.callsSum < this.params.minCalls) return;
    if (this.failuresSum >= this.params.failureShare * this.callsSum) this.mask(nowMs);
  }

  private mask(nowMs: number): void {
    this.masked = true;
    this.masks++;
    this.probing = false;
    this.nextProbeMs = nowMs + this.params.openMs;
    const text = `masked: ${this.failuresSum} of its last ${this.callsSum} calls had failed`;
    this.sink?.({ atMs: nowMs, kind: "mask", part: this.part, text });
  }

  private unmask(nowMs: number): void {
    this.masked = false;
    this.calls.fill(0);
    this.failures.fill(0);
    this.callsSum = 0;
    this.failuresSum = 0;
    this.sink?.({ atMs: nowMs, kind: "unmask", part: this.part, text: "unmasked: a call succeeded again" });
  }

  private slide(nowMs: number): void {
    const passed = 1 + Math.floor((nowMs - this.bucketEndMs) / this.bucketMs);
    this.bucketEndMs += passed * this.bucketMs;
    for (let i = Math.min(passed, BUCKETS); i > 0; i--) {
      this.bucket = (this.bucket + 1) % BUCKETS;
      this.callsSum -= this.calls[this.bucket] as number;
      this.failuresSum -= this.failures[this.bucket] as number;
      this.calls[this.bucket] = 0;
      this.failures[this.bucket] = 0;
    }
  }
}
