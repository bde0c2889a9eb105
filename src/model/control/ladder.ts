import type { TimelineSink } from "./timeline.ts";

/** One more reason to take a rung, beside how busy the part is. */
export interface RungTrigger {
  /** Which of the figures that `update` is told. */
  figure: number;
  on: number;
  off: number;
}

export interface RungParams {
  name: string;
  /** The rung is taken when the metric is at or above this, and given back when it is below `off`. */
  on: number;
  off: number;
  /** It is also taken when one of these is at or above its `on`, and given back only when all are below their `off`. */
  also?: readonly RungTrigger[];
}

export interface LadderParams {
  /** Name in the timeline. */
  part: string;
  /** In the order in which things are given up. At most 31. */
  rungs: readonly RungParams[];
  /** Least time between two switches of one rung [ms]. */
  dwellMs: number;
  /** How long the load is watched after a rung was given back, before the next one is [ms]; default 0. */
  settleMs?: number;
}

/** One switch of one rung. */
export interface RungSwitch {
  atMs: number;
  rung: number;
  on: boolean;
}

/** A ladder that goes by one figure is told no others. */
const NO_FIGURES: readonly number[] = [];

/**
 * What is given up under load, in order: rung i is taken only on top of rung i - 1 and given back before it.
 * Different thresholds up and down (hysteresis) and a dwell time keep it from flapping: a rung that has switched
 * stays so for the dwell. Several rungs may be taken at once when the load jumps; they come back one by one, a
 * settling time apart, so that the load which each of them brings back is seen before the next.
 *
 * Operators may take any rung by hand; it is given back when they and the load have both let go of it.
 */
export class Ladder {
  readonly rungs: readonly RungParams[];
  readonly dwellMs: number;
  private readonly settleMs: number;
  private givenBackMs = Number.NEGATIVE_INFINITY;
  /** Every switch that the load made, in the order of time. */
  readonly history: RungSwitch[] = [];
  /** Number of rungs that the load has taken: 0 to level - 1. */
  level = 0;
  /** The rungs that are taken, whoever took them: bit i stands for rung i. */
  mask = 0;
  /** By rung: how often it was taken, whoever took it, and for how long until it was given back last [ms]. */
  readonly taken: Float64Array;
  private readonly lastedMs: Float64Array;

  private readonly part: string;
  private readonly switchedMs: Float64Array;
  private readonly takenAtMs: Float64Array;
  private readonly byHand: Uint8Array;
  private readonly sink: TimelineSink | undefined;

  /** @throws RangeError when a rung is given back above the load at which it is taken. */
  constructor(params: LadderParams, sink?: TimelineSink) {
    for (const rung of params.rungs) {
      for (const { on, off } of [rung, ...(rung.also ?? [])])
        if (!(off <= on)) throw new RangeError(`rung ${rung.name}: off ${off} is above on ${on}`);
    }
    const { length } = params.rungs;
    this.part = params.part;
    this.rungs = params.rungs;
    this.dwellMs = params.dwellMs;
    this.settleMs = params.settleMs ?? 0;
    this.switchedMs = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
    this.taken = new Float64Array(length);
    this.lastedMs = new Float64Array(length);
    this.takenAtMs = new Float64Array(length);
    this.byHand = new Uint8Array(length);
    this.sink = sink;
  }

  active(rung: number): boolean {
    return (this.mask & (1 << rung)) !== 0;
  }

  /** How long the rung has been taken until nowMs, all times together [ms]. */
  heldMs(rung: number, nowMs: number): number {
    const open = this.active(rung) ? nowMs - (this.takenAtMs[rung] as number) : 0;
    return (this.lastedMs[rung] as number) + open;
  }

  /** Tells the ladder the metric (a utilisation, say), and the figures that rungs `also` go by, as known at nowMs. */
  update(nowMs: number, metric: number, figures: ArrayLike<number> = NO_FIGURES): void {
    while (this.level < this.rungs.length && this.maySwitch(this.level, nowMs)) {
      if (!isReached(this.rungs[this.level] as RungParams, metric, figures)) break;
      this.switch(nowMs, this.level++, true);
    }
    while (this.level > 0 && this.maySwitch(this.level - 1, nowMs)) {
      if (nowMs - this.givenBackMs < this.settleMs) break;
      if (!isOver(this.rungs[this.level - 1] as RungParams, metric, figures)) break;
      this.givenBackMs = nowMs;
      this.switch(nowMs, --this.level, false);
    }
  }

  /** Somebody takes the rung by hand, whatever the load. */
  take(nowMs: number, rung: number): void {
    this.byHand[rung] = (this.byHand[rung] as number) + 1;
    this.settle(nowMs, rung, " by hand");
  }

  /** One who took the rung by hand leaves it to the load again. */
  letGo(nowMs: number, rung: number): void {
    this.byHand[rung] = (this.byHand[rung] as number) - 1;
    this.settle(nowMs, rung, " by hand");
  }

  private maySwitch(rung: number, nowMs: number): boolean {
    return nowMs - (this.switchedMs[rung] as number) >= this.dwellMs;
  }

  private switch(nowMs: number, rung: number, on: boolean): void {
    this.switchedMs[rung] = nowMs;
    this.history.push({ atMs: nowMs, rung, on });
    this.settle(nowMs, rung, "");
  }

  /** Makes the rung what load and hands together say. */
  private settle(nowMs: number, rung: number, how: string): void {
    const on = rung < this.level || (this.byHand[rung] as number) > 0;
    if (on === this.active(rung)) return;
    this.mask ^= 1 << rung;
    if (on) {
      this.taken[rung] = (this.taken[rung] as number) + 1;
      this.takenAtMs[rung] = nowMs;
    } else {
      this.lastedMs[rung] = (this.lastedMs[rung] as number) + nowMs - (this.takenAtMs[rung] as number);
    }
    const { name } = this.rungs[rung] as RungParams;
    const text = `${name} given ${on ? "up" : "back"}${how}`;
    this.sink?.({ atMs: nowMs, kind: "rung", part: this.part, text });
  }
}

function isReached({ on, also }: RungParams, metric: number, figures: ArrayLike<number>): boolean {
  return metric >= on || (also?.some((trigger) => (figures[trigger.figure] ?? 0) >= trigger.on) ?? false);
}

function isOver({ off, also }: RungParams, metric: number, figures: ArrayLike<number>): boolean {
  return metric < off && (also?.every((trigger) => (figures[trigger.figure] ?? 0) < trigger.off) ?? true);
}
