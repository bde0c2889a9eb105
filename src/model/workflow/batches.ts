/**
 * Messages that are due on a line between two ticks leave together at the second one; the first of them pays for the
 * headers of all. The line itself is told of each as it becomes due, so that its bytes are right and in order, but not how
 * they crowd at a tick.
 */
export class Batches {
  /** What the last message adds to its batch [bytes], and how long it waits for it [ms]. */
  bytes = 0;
  heldMs = 0;

  private readonly everyMs: number;
  private readonly headerBytes: number;
  private readonly scaleK: number;
  /** By line: the tick of the last batch. */
  private readonly last = new Map<object, number>();

  /** @param options.scaleK one simulated message stands for k: a batch holds k times as many, and one header */
  constructor(options: { everyMs: number; headerBytes: number; scaleK: number }) {
    this.everyMs = options.everyMs;
    this.headerBytes = options.headerBytes;
    this.scaleK = options.scaleK;
  }

  /** A message of so many bytes, headers and all, is due on a line at leaveMs. */
  join(line: object, leaveMs: number, bytes: number): void {
    const tick = Math.ceil(leaveMs / this.everyMs);
    const opens = this.last.get(line) !== tick;
    if (opens) this.last.set(line, tick);
    this.heldMs = tick * this.everyMs - leaveMs;
    this.bytes = Math.max(0, bytes - this.headerBytes) + (opens ? this.headerBytes / this.scaleK : 0);
  }
}
