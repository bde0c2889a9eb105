/** At most so many blocks of requests. */
const BLOCKS_MAX = 1000;

/** Mean responses by the order in which requests began: what a warm-up shows in (Welch 1983). */
export class ResponseBlocks {
  /** Requests in a block. */
  readonly size: number;
  /** By block: sum of the responses [ms], and how many. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;

  /** Of the first `requests` of a run. */
  constructor(requests: number) {
    this.size = Math.ceil(requests / BLOCKS_MAX);
    const blocks = Math.ceil(requests / this.size);
    this.sums = new Float64Array(blocks);
    this.counts = new Float64Array(blocks);
  }

  /** The request that began as the number-th of all, from 0, was answered. */
  add(number: number, responseMs: number): void {
    const block = Math.floor(number / this.size);
    if (block >= this.sums.length) return;
    this.sums[block] = (this.sums[block] as number) + responseMs;
    this.counts[block] = (this.counts[block] as number) + 1;
  }

  /** Adds those of another replication. */
  merge(other: ResponseBlocks): void {
    for (let i = 0; i < this.sums.length; i++) {
      this.sums[i] = (this.sums[i] as number) + (other.sums[i] as number);
      this.counts[i] = (this.counts[i] as number) + (other.counts[i] as number);
    }
  }
}
