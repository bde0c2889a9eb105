import { enlarge } from "../../kernel/enlarge.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { CutLog } from "./cut-log.ts";
import { type Impairment, Impairments } from "./impairments.ts";
import { LINE_USES, USE_CALLS, USE_PROBES } from "./line-use.ts";
import { Link, type LinkSeries } from "./link.ts";

export interface LineParams {
  /** Names this direction in errors and results: "sz-sh-main from sz". */
  name: string;
  /** Of the real line [bit/s]. */
  bandwidthBps: number;
  bufferMs: number;
  /** One way [ms]. */
  propagationMs: number;
  /** Share of messages lost, 0..1. Nobody on the line sends them again. */
  loss: number;
  /** One simulated message stands for k. */
  scaleK: number;
  windowMs?: number;
}

/** What a line did, window by window since time 0; messages lost by the window in which they were sent. */
export interface LineSeries extends LinkSeries {
  lostByCut: Float64Array;
  lostByLoss: Float64Array;
}

/**
 * One direction of a dedicated line between two regions: a queue of bytes, then propagation, loss and cuts.
 *
 * The sender's side only. `send` knows the present; what is on its way at a cut dies on the way, which the
 * receiving end learns at delivery from `diedIn` of its own copy of the cuts. Not modelled: packets, protection
 * switching below the route.
 */
export class Line {
  readonly name: string;
  readonly link: Link;
  readonly cuts = new CutLog();
  /** Messages offered so far: carried + lost by a full buffer, by loss or by a cut + on their way. Probes apart. */
  offered = 0;
  lostByFull = 0;
  lostByLoss = 0;
  lostByCut = 0;
  /** Of those lost by a cut: what was on its way at one; the others were sent into it. */
  lostInFlight = 0;
  /** Bytes accepted, by what they are for (`LINE_USES`). */
  readonly bytesFor = new Float64Array(LINE_USES.length);

  private readonly impairments = new Impairments();
  private readonly propagationMs: number;
  private readonly loss: number;
  private readonly windowMs: number;
  private delayMs = -0;
  private lossNow = -0;
  private cutLosses: Float64Array = new Float64Array(64);
  private lossLosses: Float64Array = new Float64Array(64);
  /** Messages on their way, a ring: when sent and when due [ms]. */
  private sentMs = new Float64Array(64);
  private dueMs = new Float64Array(64);
  private head = 0;
  private onWay = 0;

  constructor(params: LineParams) {
    const { name, propagationMs, loss, windowMs = 10_000 } = params;
    if (!(propagationMs >= 0 && loss >= 0 && loss <= 1)) {
      throw new RangeError(
        `${name}: a propagation of ${propagationMs} ms with a loss of ${loss} is not possible`,
      );
    }
    this.name = name;
    this.propagationMs = propagationMs;
    this.loss = loss;
    this.windowMs = windowMs;
    const { bandwidthBps, bufferMs, scaleK } = params;
    this.link = new Link({ name, bandwidthBps, bufferMs, scaleK, windowMs });
    this.recompute();
  }

  /** Propagation with what impairs it now, one way [ms]. */
  get oneWayMs(): number {
    return this.delayMs;
  }

  /** Share of messages that is lost now, cuts apart. */
  get lossShare(): number {
    return this.lossNow;
  }

  /**
   * Sends a message now, for one of `LINE_USES`. Returns when it is due at the other end [ms], or Infinity when it is already lost: by a
   * full buffer, by loss, or because the line is cut (which the sender does not learn). A draw only with loss.
   */
  send(nowMs: number, bytes: number, stream: RandomStream, use = USE_CALLS): number {
    this.offered++;
    if (this.cuts.isCut) {
      this.lostByCut++;
      this.cutLosses = this.countLoss(this.cutLosses, nowMs);
      return Number.POSITIVE_INFINITY;
    }
    const transmittedMs = this.link.send(nowMs, bytes);
    if (transmittedMs === Number.POSITIVE_INFINITY) {
      this.lostByFull++;
      return transmittedMs;
    }
    this.bytesFor[use] = (this.bytesFor[use] as number) + bytes;
    if (this.lossNow > 0 && stream.uniform() < this.lossNow) {
      this.lostByLoss++;
      this.lossLosses = this.countLoss(this.lossLosses, nowMs);
      return Number.POSITIVE_INFINITY;
    }
    const dueMs = transmittedMs + this.delayMs;
    this.remember(nowMs, dueMs);
    return dueMs;
  }

  /** Sends a probe, which goes the way of all messages but is not counted among them, nor among what was lost. */
  probe(nowMs: number, bytes: number, stream: RandomStream): number {
    if (this.cuts.isCut) return Number.POSITIVE_INFINITY;
    const transmittedMs = this.link.send(nowMs, bytes);
    if (transmittedMs === Number.POSITIVE_INFINITY) return transmittedMs;
    this.bytesFor[USE_PROBES] = (this.bytesFor[USE_PROBES] as number) + bytes;
    if (this.lossNow > 0 && stream.uniform() < this.lossNow) return Number.POSITIVE_INFINITY;
    return transmittedMs + this.delayMs;
  }

  /** Puts bytes on the line that nobody waits for: they take their room, and are no message. */
  fill(nowMs: number, bytes: number, use: number): void {
    if (this.cuts.isCut || this.link.send(nowMs, bytes) === Number.POSITIVE_INFINITY) return;
    this.bytesFor[use] = (this.bytesFor[use] as number) + bytes;
  }

  /** Whether a message sent at sentMs and due at arriveMs has died on its way: to be asked at its delivery. */
  diedIn(sentMs: number, arriveMs: number): boolean {
    return this.cuts.diedIn(sentMs, arriveMs);
  }

  /** The line is cut: nothing gets through, and what is on its way is lost. */
  cut(nowMs: number): void {
    this.cuts.cut(nowMs);
    for (; this.onWay > 0; this.forgetFirst()) {
      if ((this.dueMs[this.head] as number) <= nowMs) continue;
      this.lostByCut++;
      this.lostInFlight++;
      this.cutLosses = this.countLoss(this.cutLosses, this.sentMs[this.head] as number);
    }
  }

  /** One cut ends. */
  mend(nowMs: number): void {
    this.cuts.mend(nowMs);
  }

  /** A brown-out begins: less bandwidth, more delay, more loss. */
  impair(nowMs: number, impairment: Impairment): void {
    this.impairments.add(impairment);
    this.impairmentsChanged(nowMs);
  }

  /** The same brown-out ends. */
  unimpair(nowMs: number, impairment: Impairment): void {
    this.impairments.remove(impairment);
    this.impairmentsChanged(nowMs);
  }

  /** What happened in each whole window up to nowMs. */
  series(nowMs: number): LineSeries {
    const link = this.link.series(nowMs);
    const windows = link.bytes.length;
    const whole = (counts: Float64Array): Float64Array => enlarge(counts.subarray(0, windows), windows);
    return { ...link, lostByCut: whole(this.cutLosses), lostByLoss: whole(this.lossLosses) };
  }

  private impairmentsChanged(nowMs: number): void {
    this.link.setCapacityShare(nowMs, this.impairments.capacityShare);
    this.recompute();
  }

  private recompute(): void {
    this.delayMs = this.propagationMs + this.impairments.extraRttMs / 2;
    this.lossNow = 1 - (1 - this.loss) * this.impairments.survival;
  }

  private countLoss(counts: Float64Array, sentMs: number): Float64Array {
    const window = Math.floor(sentMs / this.windowMs);
    const fitting = window < counts.length ? counts : enlarge(counts, 2 * window);
    fitting[window] = (fitting[window] as number) + 1;
    return fitting;
  }

  private remember(nowMs: number, dueMs: number): void {
    while (this.onWay > 0 && (this.dueMs[this.head] as number) <= nowMs) this.forgetFirst();
    const size = this.sentMs.length;
    if (this.onWay === size) this.grow(size);
    const tail = (this.head + this.onWay) & (this.sentMs.length - 1);
    this.sentMs[tail] = nowMs;
    this.dueMs[tail] = dueMs;
    this.onWay++;
  }

  private forgetFirst(): void {
    this.head = (this.head + 1) & (this.sentMs.length - 1);
    this.onWay--;
  }

  private grow(size: number): void {
    this.sentMs = enlarge(this.sentMs, 2 * size);
    this.dueMs = enlarge(this.dueMs, 2 * size);
    // The ring was full: its part before the head goes behind the old end.
    this.sentMs.copyWithin(size, 0, this.head);
    this.dueMs.copyWithin(size, 0, this.head);
  }
}
