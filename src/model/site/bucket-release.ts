import { OpenTime } from "./open-time.ts";
import type { Release, ReleaseParams } from "./release.ts";

/**
 * Packets become due at a steady rate, but no more than `burst` wait to be asked for: what is due beyond is never given.
 * So no more than burst + rate x time are given in any time of the rounds. Asked by a Poisson process, the share of the
 * askers who get none is the loss of M/D/1/K with K = burst.
 */
export class BucketRelease implements Release {
  given = 0;

  private readonly ratePerMs: number;
  private readonly burst: number;
  private readonly open: OpenTime;
  private due: number;
  /** How long rounds had lasted when `due` was reckoned [ms]. */
  private reckonedMs = 0;

  constructor({ rateRps, windows, credit = 0 }: ReleaseParams, burst: number) {
    if (!(rateRps >= 0) || !(credit >= 0 && credit < 1) || !(burst >= 1)) {
      throw new RangeError(`release: a rate of ${rateRps}/s, ${burst} kept, with a credit of ${credit}`);
    }
    this.ratePerMs = rateRps / 1000;
    this.burst = burst;
    this.open = new OpenTime(windows);
    this.due = credit;
  }

  take(nowMs: number): boolean {
    if (!this.isDue(nowMs)) return false;
    this.given++;
    this.due--;
    return true;
  }

  isDue(nowMs: number): boolean {
    const openMs = this.open.at(nowMs);
    if (!(openMs >= 0)) return false;
    this.due = Math.min(this.burst, this.due + (openMs - this.reckonedMs) * this.ratePerMs);
    this.reckonedMs = openMs;
    // Parts of a packet are sums of fractions: one that is due now may lack the last bit.
    return this.due >= 1 - ROUNDING;
  }
}

const ROUNDING = 1e-9;
