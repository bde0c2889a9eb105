import type { Simulation } from "../../kernel/simulation.ts";

/** When there would be more windows, ten become one. */
const WINDOWS_MAX = 500;
const COARSER = 10;

/**
 * Counters and integrals of a lab, read at the edges of windows: what they grow by is what happened in each. Windows
 * become ten times as long whenever there would be more than 500, so that a run of any length has 50 to 500.
 */
export class LabSampler {
  /** By quantity: its value at each edge, from time 0 on. */
  readonly edges: readonly number[][];

  private readonly sim: Simulation;
  private readonly read: readonly (() => number)[];
  private readonly tick: number;
  private nextEvent = 0;
  private stopped = false;
  private widthMs: number;

  constructor(sim: Simulation, read: readonly (() => number)[], windowMs: number) {
    this.sim = sim;
    this.read = read;
    this.widthMs = windowMs;
    this.edges = read.map(() => []);
    this.tick = sim.register(() => this.sample(), "samples");
    this.sample();
  }

  get windowMs(): number {
    return this.widthMs;
  }

  /** Its own events among those pending. */
  get pending(): number {
    return this.stopped ? 0 : 1;
  }

  /** Nothing is read any more. */
  stop(): void {
    this.sim.cancel(this.nextEvent);
    this.stopped = true;
  }

  private sample(): void {
    const [first = []] = this.edges;
    this.read.forEach((read, i) => void this.edges[i]?.push(read()));
    if (first.length > WINDOWS_MAX) {
      this.widthMs *= COARSER;
      for (const edges of this.edges) {
        const kept = edges.filter((_, i) => i % COARSER === 0);
        edges.splice(0, edges.length, ...kept);
      }
    }
    // Of edges and not of delays: those would add up their rounding.
    this.nextEvent = this.sim.at(first.length * this.widthMs, this.tick);
  }
}
