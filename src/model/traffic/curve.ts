/** A steady rate over [fromMs, toMs). */
export interface Background {
  fromMs: number;
  toMs: number;
  rateRps: number;
}

/** A point of a round: the rate reached `afterMs` after the round's start, and how the way to it is drawn. */
export interface Frame {
  afterMs: number;
  rateRps: number;
  /** From the frame before to this one: straight (default), or by equal factors in equal times. */
  approach?: "linear" | "exponential";
}

/** A burst that is announced: it lasts from its first frame to its last and is 0 outside. */
export interface Round {
  name: string;
  atMs: number;
  frames: readonly Frame[];
}

export interface CurveParams {
  backgrounds: readonly Background[];
  rounds: readonly Round[];
}

/** A named stretch of time, [fromMs, toMs). */
export interface Phase {
  name: string;
  fromMs: number;
  toMs: number;
}

/** One linear piece of one background or round. */
interface Piece {
  fromMs: number;
  toMs: number;
  fromRps: number;
  toRps: number;
}

/** An exponential way is cut into chords of this length: off by less than (fall in it)^2 / 12 of the rate. */
const CHORD_MS = 1000;

/**
 * The rate of first attempts over time: backgrounds and rounds added up, compiled to straight segments.
 *
 * Segment i covers [startMs[i], endMs(i)) with end = the next start; the rate may jump between two segments.
 * Outside all of them the rate is 0. Keyframes as in section 1.4 of the published night's reconstruction.
 */
export class Curve {
  /** Rounds in the order of their start. */
  readonly phases: readonly Phase[];
  /** Times covered by any round, merged and ascending. */
  readonly roundWindows: readonly { fromMs: number; toMs: number }[];
  /** Number of segments. */
  readonly segments: number;
  /** Knots [ms]; one more than segments. */
  readonly knotMs: Float64Array;
  /** Rate at the start and just before the end of each segment [1/s]. */
  readonly startRps: Float64Array;
  readonly endRps: Float64Array;
  /** Attempts before each knot. */
  private readonly before: Float64Array;

  /** @throws RangeError for negative rates, frames out of order, or an exponential way from or to 0. */
  constructor(params: CurveParams) {
    const pieces = [...params.backgrounds.map(backgroundPiece), ...params.rounds.flatMap(roundPieces)];
    this.knotMs = knotsOf(pieces);
    this.segments = Math.max(0, this.knotMs.length - 1);
    this.startRps = new Float64Array(this.segments);
    this.endRps = new Float64Array(this.segments);
    for (const piece of pieces) this.add(piece);
    this.before = new Float64Array(this.segments + 1);
    for (let i = 0; i < this.segments; i++) {
      const lengthMs = (this.knotMs[i + 1] as number) - (this.knotMs[i] as number);
      const meanRps = ((this.startRps[i] as number) + (this.endRps[i] as number)) / 2;
      this.before[i + 1] = (this.before[i] as number) + (meanRps * lengthMs) / 1000;
    }
    this.phases = params.rounds.map(phaseOf).sort((a, b) => a.fromMs - b.fromMs);
    this.roundWindows = merge(this.phases);
  }

  /** Time before which the rate is 0 [ms]. */
  get fromMs(): number {
    return this.knotMs[0] ?? 0;
  }

  /** Time from which the rate is 0 [ms]. */
  get toMs(): number {
    return this.knotMs[this.segments] ?? 0;
  }

  /** Rate at tMs [1/s]; at a jump, the rate after it. */
  rateRps(tMs: number): number {
    const i = this.segmentAt(tMs);
    return i < 0 || i >= this.segments ? 0 : this.rateIn(i, tMs);
  }

  /** Attempts expected in [aMs, bMs): exact for the compiled segments. */
  integral(aMs: number, bMs: number): number {
    return this.attemptsBefore(bMs) - this.attemptsBefore(aMs);
  }

  /** Whether tMs lies in a round. */
  duringRounds(tMs: number): boolean {
    for (const window of this.roundWindows) {
      if (tMs < window.fromMs) return false;
      if (tMs < window.toMs) return true;
    }
    return false;
  }

  private attemptsBefore(tMs: number): number {
    const i = this.segmentAt(tMs);
    if (i < 0) return 0;
    if (i >= this.segments) return this.before[this.segments] ?? 0;
    const meanRps = ((this.startRps[i] as number) + this.rateIn(i, tMs)) / 2;
    return (this.before[i] as number) + (meanRps * (tMs - (this.knotMs[i] as number))) / 1000;
  }

  private rateIn(i: number, tMs: number): number {
    const fromMs = this.knotMs[i] as number;
    const share = (tMs - fromMs) / ((this.knotMs[i + 1] as number) - fromMs);
    return (this.startRps[i] as number) * (1 - share) + (this.endRps[i] as number) * share;
  }

  /** Last knot at or before tMs; -1 before the first, `segments` from the last on. */
  private segmentAt(tMs: number): number {
    let low = 0;
    let high = this.knotMs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.knotMs[middle] as number) <= tMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private add(piece: Piece): void {
    const lengthMs = piece.toMs - piece.fromMs;
    for (let i = this.segmentAt(piece.fromMs); i < this.segments; i++) {
      const fromMs = this.knotMs[i] as number;
      if (fromMs >= piece.toMs) return;
      const a = (fromMs - piece.fromMs) / lengthMs;
      const b = ((this.knotMs[i + 1] as number) - piece.fromMs) / lengthMs;
      this.startRps[i] = (this.startRps[i] as number) + piece.fromRps * (1 - a) + piece.toRps * a;
      this.endRps[i] = (this.endRps[i] as number) + piece.fromRps * (1 - b) + piece.toRps * b;
    }
  }
}

function backgroundPiece(background: Background): Piece {
  const { fromMs, toMs, rateRps } = background;
  if (!(toMs > fromMs)) throw new RangeError(`background: ${fromMs} ms to ${toMs} ms is no stretch of time`);
  return { fromMs, toMs, fromRps: checkRate(rateRps), toRps: rateRps };
}

function roundPieces(round: Round): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 1; i < round.frames.length; i++) {
    const last = round.frames[i - 1] as Frame;
    const frame = round.frames[i] as Frame;
    if (!(frame.afterMs >= last.afterMs)) throw new RangeError(`${round.name}: frames are out of order`);
    const whole: Piece = {
      fromMs: round.atMs + last.afterMs,
      toMs: round.atMs + frame.afterMs,
      fromRps: checkRate(last.rateRps),
      toRps: checkRate(frame.rateRps),
    };
    if (whole.toMs === whole.fromMs) continue;
    if (frame.approach === "exponential") pieces.push(...chords(whole, round.name));
    else pieces.push(whole);
  }
  return pieces;
}

/** r(t) = from (to / from)^(t / length), by chords. */
function chords(whole: Piece, name: string): Piece[] {
  if (!(whole.fromRps > 0 && whole.toRps > 0)) {
    throw new RangeError(`${name}: an exponential way cannot begin or end at a rate of 0`);
  }
  const lengthMs = whole.toMs - whole.fromMs;
  const count = Math.ceil(lengthMs / CHORD_MS);
  const ratio = whole.toRps / whole.fromRps;
  const knot = (i: number): number => (i === count ? whole.toMs : whole.fromMs + i * CHORD_MS);
  const rate = (i: number): number => whole.fromRps * ratio ** ((knot(i) - whole.fromMs) / lengthMs);
  return Array.from({ length: count }, (_, i) => {
    return { fromMs: knot(i), toMs: knot(i + 1), fromRps: rate(i), toRps: rate(i + 1) };
  });
}

function phaseOf(round: Round): Phase {
  const first = round.frames[0];
  const last = round.frames[round.frames.length - 1];
  if (first === undefined || last === undefined) throw new RangeError(`${round.name}: has no frames`);
  return { name: round.name, fromMs: round.atMs + first.afterMs, toMs: round.atMs + last.afterMs };
}

function checkRate(rateRps: number): number {
  if (rateRps >= 0 && rateRps < Number.POSITIVE_INFINITY) return rateRps;
  throw new RangeError(`a rate of ${rateRps}/s is not possible`);
}

function knotsOf(pieces: readonly Piece[]): Float64Array {
  const all = new Float64Array(pieces.flatMap((piece) => [piece.fromMs, piece.toMs])).sort();
  return all.filter((ms, i) => i === 0 || ms !== all[i - 1]);
}

function merge(phases: readonly Phase[]): { fromMs: number; toMs: number }[] {
  const merged: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of phases) {
    const last = merged[merged.length - 1];
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else merged.push({ fromMs, toMs });
  }
  return merged;
}
