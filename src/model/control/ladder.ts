import type { TimelineSink } from "./timeline.ts";

export interface RungParams {
  name: string;
  /** The rung is taken when the metric is at or above this, and given back when it is below `off`. */
  on: number;
  off: number;
}

export interface LadderParams {
  /** Name in the timeline. */
  part: string;
  /** In the order in which things are given up. */
  rungs: readonly RungParams[];
  /** Least time between two switches of one rung [ms]. */
  dwellMs: number;
}

/** One switch of one rung. */
export interface RungSwitch {
  atMs: number;
  rung: number;
  on: boolean;
}

/**
 * What is given up under load, in order: rung i is taken only on top of rung i - 1 and given back before it.
 * Different thresholds up and down (hysteresis) and a dwell time keep it from flapping: a rung that has switched
 * stays so for the dwell. Several rungs may be taken at once when the load jumps.
 */
export class Ladder {
  readonly rungs: readonly RungParams[];
  readonly dwellMs: number;
  /** Every switch, in the order of time. */
  readonly history: RungSwitch[] = [];
  /** Number of rungs taken: 0 to level - 1 are active. */
  level = 0;

  private readonly part: string;
  private readonly switchedMs: Float64Array;
  private readonly sink: TimelineSink | undefined;

  /** @throws RangeError when a rung is given back above the load at which it is taken. */
  constructor(params: LadderParams, sink?: TimelineSink) {
    for (const rung of params.rungs) {
      if (!(rung.off <= rung.on))
        throw new RangeError(`rung ${rung.name}: off ${rung.off} is above on ${rung.on}`);
    }
    this.part = params.part;
    this.rungs = params.rungs;
    this.dwellMs = params.dwellMs;
    this.switchedMs = new Float64Array(params.rungs.length).fill(Number.NEGATIVE_INFINITY);
    this.sink = sink;
  }

  active(rung: number): boolean {
    return rung < this.level;
  }

  /** Tells the ladder the metric (a utilisation, say) as it is known at nowMs. */
  update(nowMs: number, metric: number): void {
    while (this.level < this.rungs.length && this.maySwitch(this.level, nowMs)) {
      if (metric < (this.rungs[this.level] as RungParams).on) break;
      this.switch(nowMs, this.level++, true);
    }
    while (this.level > 0 && this.maySwitch(this.level - 1, nowMs)) {
      if (metric >= (this.rungs[this.level - 1] as RungParams).off) break;
      this.switch(nowMs, --this.level, false);
    }
  }

  private maySwitch(rung: number, nowMs: number): boolean {
    return nowMs - (this.switchedMs[rung] as number) >= this.dwellMs;
  }

  private switch(nowMs: number, rung: number, on: boolean): void {
    this.switchedMs[rung] = nowMs;
    this.history.push({ atMs: nowMs, rung, on });
    const { name } = this.rungs[rung] as RungParams;
    const text = on ? `${name} given up` : `${name} given back`;
    this.sink?.({ atMs: nowMs, kind: "rung", part: this.part, text });
  }
}
