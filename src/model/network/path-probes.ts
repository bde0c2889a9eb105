import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";

export interface ProbeParams {
  /** How errors and event names call it. */
  name: string;
  paths: number;
  everyMs: number;
  /** An echo that takes longer counts as lost [ms]. */
  lateMs: number;
  /** Probes of the last windowMs are judged [ms]. */
  windowMs: number;
  /** Share of lost and late ones from which a path is brown, and up to which it is good again, 0..1. */
  brownShare: number;
  clearShare: number;
  /** No probe is sent after this [ms]. */
  untilMs: number;
  /** Puts a probe on its path. */
  send: (path: number, probe: number) => void;
  /** Told when the judgement of a path changes. */
  judge: (path: number, brown: boolean, why: string) => void;
}

/**
 * How good the paths of a route are, from probes that queue and are lost like everything else: what hellos, which are
 * sent with priority, do not see.
 *
 * Each path is probed every I; a probe whose echo is not there `lateMs` later is bad. Of the n = window / I judged
 * last, a path with at least brownShare x n bad ones is brown until no more than clearShare x n are. A path that
 * delivers nothing in time is so found after ceil(brownShare x n) probes: between (that - 1) I and that x I, and
 * `lateMs`, rounded up to a probe.
 */
export class PathProbes {
  private readonly sim: Simulation;
  private readonly params: ProbeParams;
  /** A probe is judged so many probes after it was sent. */
  private readonly behind: number;
  private readonly judged: number;
  private readonly handler: number;
  /** By path: probes sent, and bad ones among the last. */
  private readonly sent: Int32Array;
  private readonly bad: Int32Array;
  private readonly brown: Uint8Array;
  /** Rings by path and probe: when it was sent [ms], and whether its echo came in time. */
  private readonly sentMs: Float64Array;
  private readonly inTime: Uint8Array;
  private readonly ring: number;

  /** The first probe of each path is sent at a random time within the first I, one draw a path. */
  constructor(sim: Simulation, params: ProbeParams, stream: RandomStream) {
    const { name, paths, everyMs, lateMs, windowMs, clearShare, brownShare } = params;
    if (!(everyMs > 0 && lateMs > 0 && windowMs >= everyMs && clearShare < brownShare)) {
      throw new RangeError(`${name}: probes need a period, a deadline, and a window of at least one of them`);
    }
    this.sim = sim;
    this.params = params;
    this.behind = Math.ceil(lateMs / everyMs);
    this.judged = Math.round(windowMs / everyMs);
    this.ring = this.judged + this.behind + 1;
    this.sent = new Int32Array(paths);
    this.bad = new Int32Array(paths);
    this.brown = new Uint8Array(paths);
    this.sentMs = new Float64Array(paths * this.ring);
    this.inTime = new Uint8Array(paths * this.ring);
    this.handler = sim.register((path) => this.tick(path), `${name} probe`);
    for (let path = 0; path < paths; path++) {
      this.schedule(sim.now + stream.uniform() * everyMs, path);
    }
  }

  /** The echo of a probe has come back. */
  echoed(path: number, probe: number): void {
    const at = path * this.ring + (probe % this.ring);
    const known = probe > (this.sent[path] as number) - this.ring;
    if (known && this.sim.now - (this.sentMs[at] as number) <= this.params.lateMs) this.inTime[at] = 1;
  }

  private tick(path: number): void {
    const nowMs = this.sim.now;
    const probe = this.sent[path] as number;
    this.judgeUpTo(path, probe - this.behind);
    const at = path * this.ring + (probe % this.ring);
    this.sentMs[at] = nowMs;
    this.inTime[at] = 0;
    this.sent[path] = probe + 1;
    this.params.send(path, probe);
    this.schedule(nowMs + this.params.everyMs, path);
  }

  /** The probe enters the window that is judged, and the oldest one leaves it. */
  private judgeUpTo(path: number, probe: number): void {
    if (probe < 0) return;
    const first = path * this.ring;
    const oldest = probe - this.judged;
    let bad = this.bad[path] as number;
    if (this.inTime[first + (probe % this.ring)] === 0) bad++;
    if (oldest >= 0 && this.inTime[first + (oldest % this.ring)] === 0) bad--;
    this.bad[path] = bad;
    const { brownShare, clearShare, judge } = this.params;
    const isBrown = this.brown[path] === 1;
    const changes = isBrown ? bad <= clearShare * this.judged : bad >= brownShare * this.judged;
    if (!changes) return;
    this.brown[path] = isBrown ? 0 : 1;
    judge(path, !isBrown, `${bad} of the last ${this.judged} probes lost or late`);
  }

  private schedule(atMs: number, path: number): void {
    if (atMs <= this.params.untilMs) this.sim.at(atMs, this.handler, path);
  }
}
