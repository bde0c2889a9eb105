import type { RandomStream } from "../../kernel/random.ts";
import type { Curve } from "./curve.ts";

/** Draws how an attempt travels, and how long that takes before it is in the shared network. */
export interface Transit {
  /** A path: one number that tells how the attempt travels. */
  draw(stream: RandomStream): number;
  /** Time on the air on that path [ms]. */
  accessMs(path: number, stream: RandomStream): number;
  /** Whether the attempt whose time on the air was drawn last was sent more than once there. */
  readonly resent: boolean;
  /** One that was is a real one. */
  countResent(): void;
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
const BLOCK = 256;
/** The longest transit that is looked back for [ms]: four doublings of the slowest retransmission. */
const TRANSIT_MAX_MS = 64_000;

/**
 * Attempts that leave handsets as a non-homogeneous Poisson process, each delayed by a transit time of its own: in
 * the order in which they *arrive*, so that whatever comes next can be fed forward without an event or a record for
 * each attempt on its way.
 *
 * Pairs (arrival t, transit d) are Poisson with intensity rate(t - d) f(d) (marking and displacement theorems;
 * Kingman 1993). They are drawn from the majorant M(t) f(d), M(t) the greatest rate within the last 64 s, and kept
 * with probability rate(t - d) / M(t) (thinning; Lewis and Shedler 1979): exact, but for attempts on the air for
 * more than 64 s, of which there is not one in ten million.
 *
 * Nothing that happens changes what is drawn, so arrivals are drawn ahead, a block at a time.
 */
export class TransitArrivals {
  /** Of the last arrival: when it left its handset [ms], and on which path. */
  sentMs = 0;
  path = 0;

  private readonly transit: Transit;
  private readonly stream: RandomStream;
  private readonly fromMs: number;
  private readonly untilMs: number;
  /** Segments of the rate: start [ms], rate there [1/ms] and slope [1/ms^2]. */
  private readonly startMs: Float64Array;
  private readonly ratePerMs: Float64Array;
  private readonly slopePerMs2: Float64Array;
  /** By second: the first segment that reaches into it, and the majorant [1/ms]. */
  private readonly firstSegment: Int32Array;
  private readonly majorant: Float64Array;
  /** Arrivals drawn ahead: when, when sent [ms], path, and whether sent more than once. */
  private readonly aheadMs = new Float64Array(BLOCK);
  private readonly aheadSentMs = new Float64Array(BLOCK);
  private readonly aheadPath = new Float64Array(BLOCK);
  private readonly aheadResent = new Uint8Array(BLOCK);
  /** How many of them have been told. */
  private told = BLOCK;
  /** The last arrival that was drawn [ms]. */
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
    this.majorant = new Float64Array(bins);
    this.tabulate(curve, factor);
  }

  /** The next arrival [ms], the first after fromMs, its particulars in `sentMs` and `path`; Infinity when none comes any more. */
  next(): number {
    let at = this.told;
    if (at === BLOCK) {
      this.draw();
      at = 0;
    }
    this.told = at + 1;
    this.sentMs = this.aheadSentMs[at] as number;
    this.path = this.aheadPath[at] as number;
    if (this.aheadResent[at] === 1) this.transit.countResent();
    return this.aheadMs[at] as number;
  }

  /** Draws the next block; Infinity fills it up when the attempts are at an end. */
  private draw(): void {
    const { stream, transit, majorant, aheadMs, aheadSentMs, aheadPath, aheadResent } = this;
    let atMs = this.drawnMs;
    let bin = Math.max(0, Math.floor(atMs / BIN_MS));
    let drawn = 0;
    while (drawn < BLOCK && bin < majorant.length) {
      const most = majorant[bin] as number;
      const endMs = (bin + 1) * BIN_MS;
      if (most > 0) {
        atMs += stream.exponential(1) / most;
        if (atMs < endMs) {
          const path = transit.draw(stream);
          const sentMs = atMs - transit.accessMs(path, stream);
          if (stream.uniform() * most >= this.rateAt(sentMs)) continue;
          aheadMs[drawn] = atMs;
          aheadSentMs[drawn] = sentMs;
          aheadPath[drawn] = path;
          aheadResent[drawn++] = transit.resent ? 1 : 0;
          continue;
        }
      }
      // Without memory: in the next second the search begins anew.
      atMs = endMs;
      bin++;
    }
    this.drawnMs = atMs;
    aheadMs.fill(Number.POSITIVE_INFINITY, drawn);
    aheadResent.fill(0, drawn);
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

  private tabulate(curve: Curve, factor: number): void {
    const { segments, knotMs, startRps, endRps } = curve;
    const peaks = new Float64Array(this.majorant.length);
    let segment = 0;
    for (let bin = 0; bin < peaks.length; bin++) {
      while (segment < segments && (knotMs[segment + 1] as number) <= bin * BIN_MS) segment++;
      this.firstSegment[bin] = segment;
      for (let i = segment; i < segments && (knotMs[i] as number) < (bin + 1) * BIN_MS; i++) {
        const most = Math.max(startRps[i] as number, endRps[i] as number);
        peaks[bin] = Math.max(peaks[bin] as number, (most * factor) / 1000);
      }
    }
    const reach = TRANSIT_MAX_MS / BIN_MS;
    for (let bin = 0; bin < peaks.length; bin++) {
      for (let back = Math.max(0, bin - reach); back <= bin; back++) {
        this.majorant[bin] = Math.max(this.majorant[bin] as number, peaks[back] as number);
      }
    }
  }
}
