/** Messages that publishers of a full queue keep on their disks, in order, until there is room for them. */
export class Spill {
  /** The most that were kept at once. */
  peak = 0;
  private messages: number[] = [];
  private users: number[] = [];
  private publishedMs: number[] = [];
  /** How many of the arrays' first ones have been given back. */
  private done = 0;

  get size(): number {
    return this.messages.length - this.done;
  }

  /** When the oldest that is kept was to be published [ms]; Infinity without any. */
  get oldestMs(): number {
    return this.size > 0 ? (this.publishedMs[this.done] as number) : Number.POSITIVE_INFINITY;
  }

  keep(publishedMs: number, message: number, user: number): void {
    this.messages.push(message);
    this.users.push(user);
    this.publishedMs.push(publishedMs);
    this.peak = Math.max(this.peak, this.size);
  }

  /** Gives the oldest back, for which there is room now. */
  giveBack(put: (publishedMs: number, message: number, user: number) => void): void {
    const { done } = this;
    this.done++;
    put(this.publishedMs[done] as number, this.messages[done] as number, this.users[done] as number);
    if (this.done < GONE_MAX || this.size > this.done) return;
    this.messages = this.messages.slice(this.done);
    this.users = this.users.slice(this.done);
    this.publishedMs = this.publishedMs.slice(this.done);
    this.done = 0;
  }
}

/** So many that are gone are worth moving the rest. */
const GONE_MAX = 1024;
