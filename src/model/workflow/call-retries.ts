/** How often calls of requests under way have been made again: those few of which one got no answer. */
export class CallRetries {
  /** The most times that one call was made. */
  most = 1;

  private readonly retriesMax: number;
  private readonly made = new Map<number, number>();

  /** @param retriesMax how many more times a call may be made */
  constructor(retriesMax: number) {
    this.retriesMax = retriesMax;
  }

  /** Whether the request's call has been made again before. */
  has(slot: number): boolean {
    return this.made.has(slot);
  }

  /** Whether it may be made once more: then it must be. */
  take(slot: number): boolean {
    const made = this.made.get(slot) ?? 0;
    if (made >= this.retriesMax) return false;
    this.made.set(slot, made + 1);
    this.most = Math.max(this.most, made + 2);
    return true;
  }

  /** The request has ended. */
  forget(slot: number): void {
    if (this.retriesMax > 0) this.made.delete(slot);
  }
}
