/** Sets that have failed for new orders under way: of those few that have had to go to another one. */
export class SetsTried {
  /** The most sets that one order was tried in. */
  most = 1;

  private readonly triesMax: number;
  private readonly failed = new Map<number, number[]>();

  /** @param triesMax sets that a new order may try */
  constructor(triesMax: number) {
    this.triesMax = triesMax;
  }

  has(slot: number): boolean {
    return this.failed.has(slot);
  }

  /** The order's set has failed. Returns all that have so far, or undefined when it may try no other: then it is forgotten. */
  next(slot: number, set: number): readonly number[] | undefined {
    const failed = this.failed.get(slot) ?? [];
    failed.push(set);
    if (failed.length >= this.triesMax) {
      this.failed.delete(slot);
      return undefined;
    }
    this.failed.set(slot, failed);
    this.most = Math.max(this.most, failed.length + 1);
    return failed;
  }

  /** The order is made, or given up. */
  forget(slot: number): void {
    if (this.failed.size > 0) this.failed.delete(slot);
  }
}
