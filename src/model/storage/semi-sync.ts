/**
 * A primary that does not wait for ever for the W-th answer: after the timeout it acknowledges alone, what is waiting
 * and what comes, until enough copies answer in time again (MySQL's semi-synchronous replication).
 *
 * So the set stays available, and what is acknowledged alone is lost with the primary.
 */
export class SemiSync {
  /** Writes acknowledged before W copies had answered. */
  aloneWrites = 0;

  private readonly timeoutMs: number;
  /** From when on the primary does not wait; Infinity while it does. */
  private aloneFromMs = Number.POSITIVE_INFINITY;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  /** When a write of nowMs is acknowledged whose primary and whose W-th copy answer at these times [ms]. */
  acknowledge(nowMs: number, ownMs: number, quorumMs: number): number {
    if (quorumMs - nowMs <= this.timeoutMs) {
      this.aloneFromMs = Number.POSITIVE_INFINITY;
      return quorumMs;
    }
    this.aloneFromMs = Math.min(this.aloneFromMs, nowMs + this.timeoutMs);
    this.aloneWrites++;
    return Math.max(ownMs, this.aloneFromMs);
  }
}
