import type { RandomStream } from "../../kernel/random.ts";

/** One access server, as those who enter through a carrier meet it: the simulated one it is, and how likely it is met. */
export interface Lane {
  lane: number;
  /** Cumulative, the last one 1. */
  upTo: number;
  /** How many real servers' traffic it has. */
  speed: number;
}

/**
 * Connections between access servers and sets that are closed when nothing has gone over them for a while: the next call
 * of that server to that set sets one up again. Calls of a rate r over one connection find it closed after T with
 * exp(-r T), where they are Poisson.
 *
 * Which server a call comes from is drawn, as servers are met at random.
 */
export class IdleConnections {
  /** Calls made, and those that had to set up a connection first. */
  calls = 0;
  setUps = 0;

  private readonly afterMs: number;
  private readonly lanes: readonly (readonly Lane[])[];
  private readonly sets: number;
  private readonly stream: RandomStream;
  /** By lane and set: when the connection was last in use [ms]. */
  private readonly usedMs: Float64Array;

  constructor(options: {
    /** Idle for longer, a connection is closed [ms]. */
    afterMs: number;
    /** By carrier entry. */
    lanes: readonly (readonly Lane[])[];
    /** Sets of all regions. */
    sets: number;
    stream: RandomStream;
  }) {
    this.afterMs = options.afterMs;
    this.lanes = options.lanes;
    this.sets = options.sets;
    this.stream = options.stream;
    const lanes = 1 + Math.max(...options.lanes.flat().map(({ lane }) => lane));
    this.usedMs = new Float64Array(lanes * options.sets).fill(Number.NEGATIVE_INFINITY);
  }

  /** A request that entered through a carrier's entry calls a set, now: whether a connection has to be set up for it. */
  use(entry: number, set: number, nowMs: number): boolean {
    const choices = this.lanes[entry] as readonly Lane[];
    const u = this.stream.uniform();
    let at = 0;
    while (at < choices.length - 1 && u >= (choices[at] as Lane).upTo) at++;
    const { lane, speed } = choices[at] as Lane;
    const place = lane * this.sets + set;
    // A server with `speed` times a real one's traffic is idle for so much shorter.
    const isClosed = (nowMs - (this.usedMs[place] as number)) * speed > this.afterMs;
    this.usedMs[place] = nowMs;
    this.calls++;
    if (isClosed) this.setUps++;
    return isClosed;
  }
}
