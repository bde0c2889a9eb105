import { enlarge } from "../../kernel/enlarge.ts";
import { InvariantError } from "../../kernel/invariant.ts";

export interface LinkParams {
  /** How errors name this link. */
  name: string;
  /** Of the real link [bit/s]. */
  bandwidthBps: number;
  /** The buffer, as the longest wait that a message may find before it [ms]; beyond, it is dropped. */
  bufferMs: number;
  /** One simulated message stands for k real ones: the bandwidth is divided by k. Default 1. */
  scaleK?: number;
  /** Width of the windows in which bytes, drops and busy time are counted [ms]. Default 10 s. */
  windowMs?: number;
}

/** What a link did, window by window since time 0. */
export interface LinkSeries {
  /** Bytes accepted, by the window in which they were sent. */
  bytes: Float64Array;
  /** Messages dropped for want of buffer, by the window in which they were sent. */
  drops: Float64Array;
  /** Share of the window in which it transmitted, 0..1. */
  utilisation: Float64Array;
}

/**
 * A first-in, first-out queue of bytes, fed forward: with messages sent in the order of time, the end of each
 * transmission follows at once from when the one before ends (Lindley). It needs no event.
 *
 * Bits carried <= bandwidth x time, for any interval. When the bandwidth changes, the bits still queued take as
 * much longer or shorter; the ends already told stay as they were told, so for one buffer's length the law holds
 * for the old bandwidth. Not modelled: packets, priorities, fairness between senders.
 */
export class Link {
  readonly name: string;
  /** Messages and bytes accepted so far. */
  messages = 0;
  bytes = -0;
  /** Messages dropped so far. */
  drops = 0;

  private readonly bufferMs: number;
  private readonly windowMs: number;
  private readonly fullBitsPerMs: number;
  private msPerByte = -0;
  /** End of the last transmission [ms]. */
  private freeMs = -0;
  private lastMs = -0;
  /** Time spent on, and planned for, what was accepted before the bandwidth changed last, and how many bytes that was. */
  private earlierMs = -0;
  private earlierBytes = -0;
  private windowEndMs: number;
  private windows = 0;
  /** bytes, drops and busy time up to the end of each window */
  private bytesUntil = new Float64Array(64);
  private dropsUntil = new Float64Array(64);
  private busyUntil = new Float64Array(64);

  constructor(params: LinkParams) {
    const { name, bandwidthBps, bufferMs, scaleK = 1, windowMs = 10_000 } = params;
    if (!(bandwidthBps > 0 && bufferMs >= 0 && scaleK >= 1 && windowMs > 0)) {
      throw new InvariantError(name, "a link needs a bandwidth, a window, and a buffer of 0 ms or more");
    }
    this.name = name;
    this.bufferMs = bufferMs;
    this.windowMs = windowMs;
    this.windowEndMs = windowMs;
    this.fullBitsPerMs = bandwidthBps / scaleK / 1000;
    this.msPerByte = 8 / this.fullBitsPerMs;
  }

  /** Bandwidth at this scale, now [bit/s]. */
  get bandwidthBps(): number {
    return 8000 / this.msPerByte;
  }

  /**
   * Sends a message at nowMs, not before the last. Returns the end of its transmission [ms], or Infinity when
   * the wait ahead is longer than the buffer and it is dropped.
   */
  send(nowMs: number, bytes: number): number {
    if (!(nowMs >= this.lastMs)) this.refuseOrder(nowMs);
    this.lastMs = nowMs;
    if (nowMs >= this.windowEndMs) this.closeWindows(nowMs);
    let startMs = this.freeMs;
    if (startMs <= nowMs) startMs = nowMs;
    else if (startMs - nowMs > this.bufferMs) {
      this.drops++;
      return Number.POSITIVE_INFINITY;
    }
    this.messages++;
    this.bytes += bytes;
    const endMs = startMs + bytes * this.msPerByte;
    this.freeMs = endMs;
    return endMs;
  }

  /** How long a message sent at nowMs would wait before its transmission begins [ms]. */
  backlogMs(nowMs: number): number {
    return this.freeMs > nowMs ? this.freeMs - nowMs : 0;
  }

  /** From nowMs on only this share (> 0) of the bandwidth is there. */
  setCapacityShare(nowMs: number, share: number): void {
    if (!(share > 0))
      throw new InvariantError(this.name, `cannot run on a share of ${share}`, { timeMs: nowMs });
    if (nowMs >= this.windowEndMs) this.closeWindows(nowMs);
    const msPerByte = 8 / (this.fullBitsPerMs * share);
    const backlogMs = this.backlogMs(nowMs);
    const newBacklogMs = (backlogMs * msPerByte) / this.msPerByte;
    this.earlierMs = this.transmissionMs + newBacklogMs - backlogMs;
    this.earlierBytes = this.bytes;
    if (backlogMs > 0) this.freeMs = nowMs + newBacklogMs;
    this.msPerByte = msPerByte;
  }

  /** What happened in each whole window up to nowMs, not before the last message. */
  series(nowMs: number): LinkSeries {
    if (nowMs >= this.windowEndMs) this.closeWindows(nowMs);
    const perWindow = (until: Float64Array): Float64Array =>
      until.slice(0, this.windows).map((sum, i) => sum - (i > 0 ? (until[i - 1] as number) : 0));
    return {
      bytes: perWindow(this.bytesUntil),
      drops: perWindow(this.dropsUntil),
      utilisation: perWindow(this.busyUntil).map((busyMs) => busyMs / this.windowMs),
    };
  }

  /** Time spent transmitting until nowMs, not before the last message [ms]. */
  busyMs(nowMs: number): number {
    // Whatever is queued is transmitted without a gap.
    return this.transmissionMs - this.backlogMs(nowMs);
  }

  /** Time spent on, and planned for, all that was accepted [ms]. */
  private get transmissionMs(): number {
    return this.earlierMs + (this.bytes - this.earlierBytes) * this.msPerByte;
  }

  private closeWindows(nowMs: number): void {
    while (nowMs >= this.windowEndMs) {
      const i = this.windows++;
      if (i === this.bytesUntil.length) this.grow();
      this.bytesUntil[i] = this.bytes;
      this.dropsUntil[i] = this.drops;
      this.busyUntil[i] = this.busyMs(this.windowEndMs);
      this.windowEndMs = (this.windows + 1) * this.windowMs;
    }
  }

  private grow(): void {
    const length = this.bytesUntil.length * 2;
    this.bytesUntil = enlarge(this.bytesUntil, length);
    this.dropsUntil = enlarge(this.dropsUntil, length);
    this.busyUntil = enlarge(this.busyUntil, length);
  }

  private refuseOrder(nowMs: number): never {
    const problem = `a message was sent after one of ${this.lastMs} ms: a link takes them in the order of time`;
    throw new InvariantError(this.name, problem, { timeMs: nowMs });
  }
}
