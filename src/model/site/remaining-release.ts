import { OpenTime } from "./open-time.ts";
import type { Release, ReleaseParams } from "./release.ts";

/**
 * What is left of the night's packets is spread evenly over what is left of its rounds: after each packet the next is due
 * in (time left) / (packets left). Asked for without a pause, that is the steady rate; what nobody asked for in time makes
 * all that follow come a little sooner, and nobody gets many at once.
 */
export class RemainingRelease implements Release {
  given = 0;

  private readonly budget: number;
  private readonly open: OpenTime;
  /** When the next packet is due, in time that rounds have lasted [ms]. */
  private dueMs: number;

  constructor({ rateRps, windows, credit = 0 }: ReleaseParams) {
    if (!(rateRps >= 0) || !(credit >= 0 && credit < 1)) {
      throw new RangeError(`release: a rate of ${rateRps}/s with a credit of ${credit} is not possible`);
    }
    this.open = new OpenTime(windows);
    this.budget = credit + (rateRps / 1000) * this.open.wholeMs;
    this.dueMs = ((1 - credit) * 1000) / rateRps;
  }

  take(nowMs: number): boolean {
    if (!this.isDue(nowMs)) return false;
    this.given++;
    const openMs = this.open.at(nowMs);
    const left = this.budget - this.given;
    this.dueMs = left > 0 ? openMs + (this.open.wholeMs - openMs) / left : Number.POSITIVE_INFINITY;
    return true;
  }

  isDue(nowMs: number): boolean {
    return this.open.at(nowMs) >= this.dueMs;
  }
}
