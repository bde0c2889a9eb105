/** What a queue counts, in simulated messages. Always: published = acked + dead + lost + depth + onDisk. */
export class QueueCounts {
  readonly name: string;
  published = 0;
  acked = 0;
  retried = 0;
  dead = 0;
  lost = 0;
  /** Effects that had been there before. */
  duplicates = 0;
  /** Messages acknowledged that had needed more than one attempt. */
  recovered = 0;
  /** Dead ones given back to the queue. */
  replayed = 0;
  /** After the loss of a broker: publications made again, and messages whose acknowledgement was forgotten. */
  republished = 0;
  redelivered = 0;
  /** Messages that found the queue full and went to their publishers' disks, and those that are there now. */
  spilled = 0;
  onDisk = 0;
  batches = 0;
  /** The deepest it has been, when that was, and when its oldest message was young again; Infinity: not yet [ms]. */
  depthPeak = 0;
  peakAtMs = 0;
  drainedAtMs = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Messages in the queue or with its consumers: neither acknowledged, dead nor lost, nor on a publisher's disk. */
  get depth(): number {
    return this.published - this.acked - this.dead - this.lost - this.onDisk;
  }

  /** Broken invariants in words; empty while every message is somewhere. */
  audit(): string[] {
    return this.depth >= 0 ? [] : [`${this.name}: ${-this.depth} more messages are done than were published`];
  }
}
