/** Where the claims of packets lie: blocks of as many as a packet has shares, used again when it is forgotten. */
export class ClaimBlocks {
  /** Claims in all blocks so far. */
  used = 0;
  /** By size: the first claims of free blocks. */
  private readonly free: (number[] | undefined)[] = [];

  /** The first claim of a block of this size. */
  take(size: number): number {
    const free = this.free[size]?.pop();
    if (free !== undefined) return free;
    const first = this.used;
    this.used += size;
    return first;
  }

  giveBack(first: number, size: number): void {
    const free = this.free[size];
    if (free === undefined) this.free[size] = [first];
    else free.push(first);
  }
}
