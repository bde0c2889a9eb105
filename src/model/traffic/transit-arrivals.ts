import type { RandomStream } from "../../kernel/random.ts";
import type { Curve } from "./curve.ts";

/** How attempts travel, and how long that takes before they are in the shared network. */
export interface Transit {
  /** Share of the attempts that are sent more than once on their way there. */
  readonly resentShare: number;
  /** Those that are sent once are on the air for so long at most [ms]. */
  readonly onceMaxMs: number;
  /** From a uniform draw, a path for an attempt of this kind: one number that tells how it travels. */
  pathAt(draw: number, resent: boolean): number;
  /** Its time on the air on that path [ms]. */
  airMs(path: number, resent: boolean, stream: RandomStream): number;
}

export interface TransitArrivalsOptions {
  /** Rate at which attempts leave handsets, times `factor`. */
  curve: Curve;
  factor: number;
  /** First and last moment at which one may leave [ms]. */
  fromMs: number;
  untilMs: number;
  transit: Transit;
  stream: RandomStream;
}

const BIN_MS = 1000;
/** So many arrivals are drawn at a time, which keeps all that drawing needs at hand. */
const BLOCK = 128;
/** The longest transit of one sent more than once [ms]: four doublings of the slowest retransmission. */
const TRANSIT_MAX_MS = 64_000;

/**
 * Attempts that leave handsets as a non-homogeneous Poisson process, each delayed by a transit time of its own: in
 * the order in which they *arrive*, so that whatever comes next can be fed forward without an event or a record for
 * each attempt on its way.
 *
 * Pairs (arrival t, transit d) are Poisson with intensity rate(t - d) f(d) (marking and displacement theorems;
 * Kingman 1993). They are drawn from the majorant M(t) f(d), M(t) the greatest rate at which one that arrives at t may
 * have left, and kept with probability rate(t - d) / M(t) (thinning; Lewis and Shedler 1979; where the rate hardly
 * changes, most are kept without a look at it): exact, but for attempts on the air for longer than is looked back, of
 * which there is not one in ten million. Those sent once, nearly all, have a majorant of their own, of the last second or
 * two; those sent more often one of the last 64 s. With one for both, as many would be drawn in vain in the minute after
 * the traffic ends as in its last minute.
 *
 * Nothing that happens changes what is drawn, so arrivals are drawn ahead, a block at a time.
 */
export class TransitArrivals {
  /** Of the last arrival: when it left its handset [ms], on which path, and whether it was sent more than once. */
  sentMs = 0;
  path = 0;
  resent = false;

  private readonly transit: Transit;
  private readonly stream: RandomStream;
  private readonly fromMs: number;
  private readonly untilMs: number;
  /** Segments of the rate: start [ms], rate there [1/ms] and slope [1/ms^2]. */
  private readonly startMs: Float64Array;
  private readonly ratePerMs: Float64Array;
  private readonly slopePerMs2: Float64Array;
  private readonly resentShare: number;
  /** By second: the first segment that reaches into it, and the majorants of all if they were sent once, or more often [1/ms]. */
  private readonly firstSegment: Int32Array;
  private readonly onceMost: Float64Array;
  /** What the rate does not fall below while one that arrives in this second, and was sent once, may have left [1/ms]. */
  private readonly onceLeast: Float64Array;
  private readonly resentMost: Float64Array;
  /**
   * Arrivals drawn ahead: when, when sent [ms], path, and whether sent more than once. Of those that are proposed only:
   * the rate that must have been there then [1/ms], below 0 where it was, and a draw for the path.
   */
  private readonly aheadMs = new Float64Array(BLOCK);
  private readonly aheadSentMs = new Float64Array(BLOCK);
  private readonly aheadPath = new Float64Array(BLOCK);
  private readonly aheadResent = new Uint8Array(BLOCK);
  /** How many there are, and how many of them have been told. */
  private drawn = 0;
  private told = 0;
  /** The last arrival that was proposed [ms]. */
  private drawnMs: number;

  constructor(options: TransitArrivalsOptions) {
    const { curve, factor, fromMs, untilMs } = options;
    this.transit = options.transit;
    this.stream = options.stream;
    this.fromMs = fromMs;
    this.untilMs = Math.min(untilMs, curve.toMs);
    this.drawnMs = fromMs;
    const { segments } = curve;
    this.startMs = curve.knotMs;
    this.ratePerMs = curve.startRps.map((rps) => (rps * factor) / 1000);
    this.slopePerMs2 = Float64Array.from({ length: segments }, (_, i) => {
      const lengthMs = (curve.knotMs[i + 1] as number) - (curve.knotMs[i] as number);
      return ((curve.endRps[i] as number) - (curve.startRps[i] as number)) * (factor / 1000 / lengthMs);
    });
    const bins = Math.ceil(Math.max(0, this.untilMs + TRANSIT_MAX_MS) / BIN_MS);
    this.firstSegment = new Int32Array(bins);
    const { resentShare, onceMaxMs } = this.transit;
    const [peaks, lows] = this.tabulate(curve, factor, bins);
    this.resentShare = resentShare;
    const onceReachMs = Math.min(onceMaxMs, TRANSIT_MAX_MS);
    this.onceMost = ofLast(Math.max, peaks, onceReachMs);
    this.onceLeast = ofLast(Math.min, lows, onceReachMs).fill(0, 0, Math.ceil(onceReachMs / BIN_MS));
    this.resentMost = ofLast(Math.max, peaks, TRANSIT_MAX_MS);
  }

  /** The next arrival [ms], the first after fromMs, its particulars in `sentMs`, `path` and `resent`; Infinity when none comes any more. */
  next(): number {
    if (this.told === this.drawn) this.draw();
    const at = this.told++;
    this.sentMs = this.aheadSentMs[at] as number;
    this.path = this.aheadPath[at] as number;
    this.resent = this.aheadResent[at] === 1;
    return this.aheadMs[at] as number;
  }

  /** Draws the next block; one at Infinity when the attempts are at an end. */
  private draw(): void {
    this.told = 0;
    this.drawn = 0;
    // Nobody may be left of a block.
    while (this.drawn === 0) {
      const proposed = this.propose();
      if (proposed === 0) {
        this.aheadMs[0] = Number.POSITIVE_INFINITY;
        this.drawn = 1;
        return;
      }
      this.findPaths(proposed);
      this.drawn = this.thin(proposed);
    }
  }

  /** Proposes as many as a block holds, or as there are left; returns how many. */
  private propose(): number {
    const { stream, onceMost, onceLeast, resentMost, resentShare } = this;
    const { aheadMs, aheadSentMs, aheadPath, aheadResent } = this;
    let atMs = this.drawnMs;
    let bin = Math.max(0, Math.floor(atMs / BIN_MS));
    let proposed = 0;
    while (proposed < BLOCK && bin < onceMost.length) {
      const resentPeak = resentMost[bin] as number;
      const oncePeak = onceMost[bin] as number;
      const resents = resentPeak * resentShare;
      const onces = oncePeak * (1 - resentShare);
      const gapMs = 1 / (resents + onces);
      const toShare = 1 / onces;
      const onceLow = onceLeast[bin] as number;
      const endMs = (bin + 1) * BIN_MS;
      while (proposed < BLOCK) {
        // Nobody comes where the gap is endless.
        atMs += stream.exponential(gapMs);
        if (!(atMs < endMs)) {
          // Without memory: in the next second the search begins anew.
          atMs = endMs;
          bin++;
          break;
        }
        const u = stream.uniform() * (resents + onces);
        const resent = u < resents;
        const level = stream.uniform() * (resent ? resentPeak : oncePeak);
        aheadMs[proposed] = atMs;
        aheadPath[proposed] = resent ? u / resents : (u - resents) * toShare;
        // Where the rate hardly changes, most need not know what it was.
        aheadSentMs[proposed] = resent || level >= onceLow ? level : -1;
        aheadResent[proposed++] = resent ? 1 : 0;
      }
    }
    this.drawnMs = atMs;
    return proposed;
  }

  /** Turns draws into paths: a loop of its own, for each is a look into tables too large to be at hand. */
  private findPaths(proposed: number): void {
    const { transit, aheadPath, aheadResent } = this;
    for (let i = 0; i < proposed; i++)
      aheadPath[i] = transit.pathAt(aheadPath[i] as number, aheadResent[i] === 1);
  }

  /** Leaves those that were sent when as many were; returns how many. */
  private thin(proposed: number): number {
    const { stream, transit, aheadMs, aheadSentMs, aheadPath, aheadResent } = this;
    let left = 0;
    for (let i = 0; i < proposed; i++) {
      const path = aheadPath[i] as number;
      const resent = aheadResent[i] === 1;
      const atMs = aheadMs[i] as number;
      const sentMs = atMs - transit.airMs(path, resent, stream);
      const level = aheadSentMs[i] as number;
      if (level >= 0 && level >= this.rateAt(sentMs)) continue;
      aheadMs[left] = atMs;
      aheadSentMs[left] = sentMs;
      aheadPath[left] = path;
      aheadResent[left++] = resent ? 1 : 0;
    }
    return left;
  }

  /** Rate at which attempts leave at tMs [1/ms]. */
  private rateAt(tMs: number): number {
    if (!(tMs >= this.fromMs && tMs < this.untilMs)) return 0;
    const { startMs } = this;
    let segment = this.firstSegment[(tMs / BIN_MS) | 0] as number;
    while ((startMs[segment + 1] as number) <= tMs) segment++;
    const sinceMs = tMs - (startMs[segment] as number);
    if (!(sinceMs >= 0)) return 0;
    return (this.ratePerMs[segment] as number) + (this.slopePerMs2[segment] as number) * sinceMs;
  }

  /** Fills firstSegment; returns the greatest and the least rate of each second [1/ms]. */
  private tabulate(curve: Curve, factor: number, bins: number): [Float64Array, Float64Array] {
    const { segments, knotMs, startRps, endRps } = curve;
    const peaks = new Float64Array(bins);
    const lows = new Float64Array(bins);
    let segment = 0;
    for (let bin = 0; bin < bins; bin++) {
      const fromMs = bin * BIN_MS;
      while (segment < segments && (knotMs[segment + 1] as number) <= fromMs) segment++;
      this.firstSegment[bin] = segment;
      if (fromMs + BIN_MS <= this.fromMs || fromMs >= this.untilMs) continue;
      const whole = fromMs >= Math.max(this.fromMs, knotMs[0] as number) && fromMs + BIN_MS <= this.untilMs;
      let least = whole ? Number.POSITIVE_INFINITY : 0;
      for (let i = segment; i < segments && (knotMs[i] as number) < fromMs + BIN_MS; i++) {
        const most = Math.max(startRps[i] as number, endRps[i] as number);
        peaks[bin] = Math.max(peaks[bin] as number, (most * factor) / 1000);
        least = Math.min(least, startRps[i] as number, endRps[i] as number);
      }
      // A little lower, whatever rounding does to the rate between.
      lows[bin] = (least * factor * (1 - 1e-9)) / 1000;
    }
    return [peaks, lows];
  }
}

/** By second: the greatest or least of the rates of the seconds in which what is on the air for up to maxMs may have left. */
function ofLast(which: (a: number, b: number) => number, rates: Float64Array, maxMs: number): Float64Array {
  const reach = Math.ceil(maxMs / BIN_MS);
  return rates.map((rate, bin) => {
    let found = rate;
    for (let back = Math.max(0, bin - reach); back < bin; back++) found = which(found, rates[back] as number);
    return found;
  });
}
