/**
 * When a line was cut and mended: what both its ends know from the line itself, each by an own copy.
 *
 * A message that was on its way at a cut is lost: at its delivery one asks `diedIn`, which looks back only, so
 * that nobody has to know a future cut when the message is sent. Overlapping cuts count once each.
 */
export class CutLog {
  private depth = 0;
  /** Begin and end of each time without the line [ms]; the last end is Infinity while it is cut. */
  private readonly cutMs: number[] = [];
  private readonly mendedMs: number[] = [];

  get isCut(): boolean {
    return this.depth > 0;
  }

  cut(nowMs: number): void {
    if (this.depth++ > 0) return;
    this.cutMs.push(nowMs);
    this.mendedMs.push(Number.POSITIVE_INFINITY);
  }

  /** Ends one cut. */
  mend(nowMs: number): void {
    if (--this.depth === 0) this.mendedMs[this.mendedMs.length - 1] = nowMs;
  }

  /** Whether a message sent at sentMs, due at arriveMs, fell to a cut: sent into one, or on its way at one. */
  diedIn(sentMs: number, arriveMs: number): boolean {
    for (let i = this.cutMs.length - 1; i >= 0; i--) {
      if ((this.mendedMs[i] as number) <= sentMs) return false;
      if ((this.cutMs[i] as number) < arriveMs) return true;
    }
    return false;
  }
}
