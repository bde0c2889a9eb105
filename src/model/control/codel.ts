import { NoControl } from "./no-control.ts";

export interface CoDelParams {
  kind: "codel";
  /** Wait that is acceptable for good [ms]. */
  targetMs: number;
  /** How long waits may stay above the target before the first drop, and the longest time between two [ms]. */
  intervalMs: number;
}

/** Dropping is taken up where it was left when it was left less than so many intervals ago. */
const RESUMES_WITHIN_INTERVALS = 16;

/**
 * Controlled delay (Nichols and Jacobson 2012; RFC 8289): once every wait has been above the target for an interval,
 * requests are dropped at the head of the queue, the n-th of a spell interval / sqrt(n) after the one before, until a
 * wait is below the target.
 *
 * Not modelled: the exemption of a queue that holds no more than one packet.
 */
export class CoDel extends NoControl {
  override readonly followsRequests = true;
  /** Requests dropped so far. */
  dropped = 0;

  private readonly targetMs: number;
  private readonly intervalMs: number;
  /** When waits will have been above the target for an interval; 0 while they are below. */
  private ripeMs = 0;
  private dropping = false;
  /** Drops of the present spell, and when the next is due. */
  private count = 0;
  private nextMs = 0;
  private countBefore = 0;

  /** @throws RangeError for an interval of nothing. */
  constructor({ targetMs, intervalMs }: CoDelParams) {
    super();
    if (!(targetMs >= 0 && intervalMs > 0)) {
      throw new RangeError(`controlled delay: a target of ${targetMs} ms in intervals of ${intervalMs} ms`);
    }
    this.targetMs = targetMs;
    this.intervalMs = intervalMs;
  }

  override drops(waitMs: number, startMs: number): boolean {
    const ripe = this.isRipe(waitMs, startMs);
    if (this.dropping) {
      if (!ripe) this.dropping = false;
      else if (startMs >= this.nextMs) {
        this.count++;
        this.nextMs += this.gapMs();
        return this.drop();
      }
      return false;
    }
    if (!ripe) return false;
    this.dropping = true;
    const since = this.count - this.countBefore;
    const resumes = since > 1 && startMs - this.nextMs < RESUMES_WITHIN_INTERVALS * this.intervalMs;
    this.count = resumes ? since : 1;
    this.countBefore = this.count;
    this.nextMs = startMs + this.gapMs();
    return this.drop();
  }

  private isRipe(waitMs: number, startMs: number): boolean {
    if (waitMs < this.targetMs) this.ripeMs = 0;
    else if (this.ripeMs === 0) this.ripeMs = startMs + this.intervalMs;
    else return startMs >= this.ripeMs;
    return false;
  }

  private gapMs(): number {
    return this.intervalMs / Math.sqrt(this.count);
  }

  private drop(): boolean {
    this.dropped++;
    return true;
  }
}
