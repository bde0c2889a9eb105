import { NoControl } from "./no-control.ts";
import { ToldAhead } from "./told-ahead.ts";

export interface BoundedQueueParams {
  kind: "boundedQueue";
  /** Requests that may wait; whoever finds so many waiting is refused. */
  length: number;
}

/**
 * A queue with so many places and no more. Requests are counted as waiting from the door until their service begins,
 * in whatever order they are served: M/M/c/K with K = c + length.
 */
export class BoundedQueue extends NoControl {
  override readonly followsRequests = true;
  private readonly length: number;
  private readonly starts = new ToldAhead();
  private waiting = 0;

  /** @throws RangeError for a queue without a place. */
  constructor({ length }: BoundedQueueParams) {
    super();
    if (!(length >= 1)) throw new RangeError(`a queue of ${length} places`);
    this.length = length;
  }

  override admit(nowMs: number): boolean {
    this.starts.until(nowMs);
    this.waiting -= this.starts.count;
    if (this.waiting >= this.length) return false;
    this.waiting++;
    return true;
  }

  override observe(waitMs: number, startMs: number): void {
    this.starts.tell(startMs, waitMs);
  }

  override gone(atMs: number): void {
    this.starts.tell(atMs, 0);
  }
}
