/** How often calls of requests under way have been made again: those few of which one got no answer. */
export class CallRetries {
  private readonly most: number;
  private readonly made = new Map<number, number>();

  /** @param most how many more times a call may be made */
  constructor(most: number) {
    this.most = most;
  }

  /** Whether the request's call has been made again before. */
  has(slot: number): boolean {
    return this.made.has(slot);
  }

  /** Whether it may be made once more: then it must be. */
  take(slot: number): boolean {
    const made = this.made.get(slot) ?? 0;
    if (made >= this.most) return false;
    this.made.set(slot, made + 1);
    return true;
  }

  /** The request has ended. */
  forget(slot: number): void {
    if (this.most > 0) this.made.delete(slot);
  }
}
