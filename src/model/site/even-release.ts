import type { Release, ReleaseParams } from "./release.ts";

/**
 * Packets become due at a steady rate during the rounds, and the shakes that come first after that win them. How many
 * are given does not depend on how many ask, as long as somebody does: over the rounds the integral of the rate, within
 * one packet. What was not asked for is kept, and goes to those who ask next.
 */
export class EvenRelease implements Release {
  given = 0;

  private readonly ratePerMs: number;
  private readonly fromMs: Float64Array;
  private readonly toMs: Float64Array;
  private window = 0;
  /** Packets due at the start of the current window. */
  private due: number;
  /** Nothing is due before this, as far as is known: most who ask need know no more [ms]. */
  private notBeforeMs = -0;

  constructor(params: ReleaseParams) {
    const { rateRps, windows, credit = 0 } = params;
    if (!(rateRps >= 0) || !(credit >= 0 && credit < 1)) {
      throw new RangeError(`release: a rate of ${rateRps}/s with a credit of ${credit} is not possible`);
    }
    this.ratePerMs = rateRps / 1000;
    this.fromMs = Float64Array.from(windows, (window) => window.fromMs);
    this.toMs = Float64Array.from(windows, (window) => window.toMs);
    this.due = credit;
  }

  take(nowMs: number): boolean {
    if (!this.isDue(nowMs)) return false;
    this.given++;
    return true;
  }

  isDue(nowMs: number): boolean {
    return nowMs >= this.notBeforeMs && this.isDueNow(nowMs);
  }

  private isDueNow(nowMs: number): boolean {
    while (this.window < this.toMs.length && nowMs >= (this.toMs[this.window] as number)) this.leaveWindow();
    if (this.window === this.toMs.length) {
      this.notBeforeMs = Number.POSITIVE_INFINITY;
      return false;
    }
    const fromMs = this.fromMs[this.window] as number;
    if (nowMs >= fromMs && this.due + (nowMs - fromMs) * this.ratePerMs >= this.given + 1) return true;
    // A little early, whatever rounding does.
    const waitMs = ((this.given + 1 - this.due) / this.ratePerMs) * (1 - 1e-9);
    this.notBeforeMs = Math.min(fromMs + Math.max(0, waitMs), this.toMs[this.window] as number);
    return false;
  }

  private leaveWindow(): void {
    const lengthMs = (this.toMs[this.window] as number) - (this.fromMs[this.window] as number);
    this.due += lengthMs * this.ratePerMs;
    this.window++;
  }
}
