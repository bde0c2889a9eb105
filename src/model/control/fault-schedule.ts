import type { Simulation } from "../../kernel/simulation.ts";
import type { TimelineSink } from "./timeline.ts";

/** Something that the scenario breaks. Parts stack faults that overlap, so each reverts only what it applied. */
export interface Fault {
  /** Name in the timeline. */
  part: string;
  text: string;
  atMs: number;
  /** When it ends by itself; absent: never. */
  untilMs?: number;
  apply(nowMs: number): void;
  /** Called once, at untilMs. */
  revert(nowMs: number): void;
}

/** Applies and reverts faults at their times, as events of one district, and writes them into its timeline. */
export class FaultSchedule {
  /** Faults applied and not yet reverted. */
  active = 0;

  private readonly sim: Simulation;
  private readonly sink: TimelineSink | undefined;
  private readonly faults: Fault[] = [];
  private readonly applyHandler: number;
  private readonly revertHandler: number;

  constructor(sim: Simulation, sink?: TimelineSink) {
    this.sim = sim;
    this.sink = sink;
    this.applyHandler = sim.register((i) => this.apply(i), "fault begins");
    this.revertHandler = sim.register((i) => this.revert(i), "fault ends");
  }

  /**
   * Adds a fault. One that began before the simulation's present begins now; one that is over never happens.
   * @throws RangeError for an end before the start.
   */
  add(fault: Fault): void {
    const { part, atMs, untilMs = Number.POSITIVE_INFINITY } = fault;
    if (!(untilMs > atMs))
      throw new RangeError(`fault of ${part}: ends at ${untilMs} ms, begins at ${atMs} ms`);
    if (untilMs <= this.sim.now) return;
    this.faults.push(fault);
    this.sim.at(Math.max(atMs, this.sim.now), this.applyHandler, this.faults.length - 1);
  }

  private apply(i: number): void {
    const fault = this.faults[i] as Fault;
    const { part, text, untilMs } = fault;
    const atMs = this.sim.now;
    this.active++;
    fault.apply(atMs);
    const ends = untilMs === undefined ? {} : { untilMs };
    this.sink?.({ atMs, ...ends, kind: "fault", part, text });
    if (untilMs !== undefined) this.sim.at(untilMs, this.revertHandler, i);
  }

  private revert(i: number): void {
    this.active--;
    (this.faults[i] as Fault).revert(this.sim.now);
  }
}
