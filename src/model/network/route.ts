import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { TimelineSink } from "../control/timeline.ts";
import type { IncomingLine } from "./incoming-line.ts";
import type { Line } from "./line.ts";
import { type HoldDown, PathHealth } from "./path-health.ts";

/** A line as one of its ends sees it: the direction away, and the direction back. */
export interface RouteLine {
  /** Name in the timeline: "sz-sh-main". */
  name: string;
  out: Line;
  back: IncomingLine;
}

export interface RouteParams extends HoldDown {
  /** Name in the timeline: "sz-sh from sz". */
  name: string;
  /** Main first, backups after. */
  lines: readonly RouteLine[];
  /** Names of the paths through other regions, which come after the lines. */
  via: readonly string[];
  helloEveryMs: number;
  /** A path is dead after so many hellos missed in a row. */
  deadAfter: number;
  /** From the decision until the other path is in use [ms]. */
  switchTimeMs: number;
  /** No hello is sent after this [ms], so that a simulation can run idle. */
  untilMs: number;
}

/** One change of the path in use. */
export interface Switch {
  atMs: number;
  /** Places in the route's list, or `NO_PATH`. */
  from: number;
  to: number;
}

export const NO_PATH = -1;

/**
 * One end of a route: an ordered list of paths, its lines and then ways through other regions, and which of them is in
 * use.
 *
 * A hello goes over each line and back every I; after m missed in a row the line is dead, so a cut at a random
 * time is detected after a delay uniform in ((m-1)I, mI]. Then the best good path takes over after the switch
 * time; until then traffic goes on into the dead line and is lost. A mended line is seen by its first hello and
 * used again once it has been good for the hold-down (`PathHealth`). A brown path is used only where none is good,
 * and never left for another brown one. Without any path that lives there is none.
 *
 * Over a way through another region a real message goes as hello, and its echo back; it counts as missed when it is
 * not back a period later, so that death is found after (mI, (m+1)I]: nobody knows beforehand how long the way takes.
 *
 * Over lines hellos pass queues by (they are sent with priority) but not cuts, nor the loss of either direction.
 */
export class Route {
  readonly name: string;
  /** Switches and switches back completed so far. */
  readonly switches: Switch[] = [];

  private readonly sim: Simulation;
  private readonly params: RouteParams;
  private readonly stream: RandomStream;
  private readonly sink: TimelineSink | undefined;
  private readonly helloHandler: number;
  private readonly switchHandler: number;
  private readonly holdHandler: number;
  private readonly missed: Int32Array;
  /** By path through another region: whether a hello is out, and whether it has come back. */
  private readonly out: Uint8Array;
  private readonly echoes: Uint8Array;
  private sendHello: (path: number) => void = () => {};
  private readonly paths: readonly PathHealth[];
  private using = 0;
  private switchingTo = NO_PATH;

  /** Hellos begin at a random time within the first I, one draw a path. */
  constructor(sim: Simulation, params: RouteParams, stream: RandomStream, sink?: TimelineSink) {
    const { name, lines, via, helloEveryMs, deadAfter } = params;
    const paths = lines.length + via.length;
    if (lines.length === 0 || !(helloEveryMs > 0 && deadAfter >= 1)) {
      throw new RangeError(`${name}: a route needs a line, and hellos to know its health`);
    }
    this.name = name;
    this.sim = sim;
    this.params = params;
    this.stream = stream;
    this.sink = sink;
    this.missed = new Int32Array(paths);
    this.out = new Uint8Array(paths);
    this.echoes = new Uint8Array(paths);
    this.paths = Array.from({ length: paths }, () => new PathHealth(params));
    this.helloHandler = sim.register((path) => this.hello(path), `${name} hello`);
    this.switchHandler = sim.register((path) => this.completeSwitch(path), `${name} switch`);
    this.holdHandler = sim.register(() => this.choose(), `${name} hold-down`);
    for (let path = 0; path < paths; path++) {
      this.scheduleHello(sim.now + stream.uniform() * helloEveryMs, path);
    }
  }

  /** Says how a hello is put on a path through another region. For set-up. */
  sendHellosBy(send: (path: number) => void): void {
    this.sendHello = send;
  }

  /** A hello has come back over a path through another region. */
  echoed(path: number): void {
    this.echoes[path] = 1;
  }

  /** Place of the path in use, or `NO_PATH`. */
  get current(): number {
    return this.using;
  }

  /** The line to send over now; undefined when all are known to be dead. */
  line(): Line | undefined {
    return this.params.lines[this.using]?.out;
  }

  /** Name of a path. */
  nameOf(path: number): string {
    const { lines, via } = this.params;
    return lines[path]?.name ?? via[path - lines.length] ?? "no line";
  }

  /** The quality of a path, as probes tell it: hellos pass, but is it of use? */
  setBrown(path: number, brown: boolean, why: string): void {
    const health = this.paths[path] as PathHealth;
    if (health.isBrown === brown) return;
    health.setBrown(brown, this.sim.now);
    this.changed(path, brown, `${brown ? "brown" : "good again"}: ${why}`);
  }

  private hello(i: number): void {
    const line = this.params.lines[i];
    if (line === undefined) this.helloVia(i);
    else this.helloOver(line, i);
    this.scheduleHello(this.sim.now + this.params.helloEveryMs, i);
  }

  private helloVia(i: number): void {
    if (this.out[i] === 1) {
      if (this.echoes[i] === 1) this.gotHello(i);
      else this.missedHello(i);
    }
    this.out[i] = 1;
    this.echoes[i] = 0;
    this.sendHello(i);
  }

  /** The time at which the hello of one round trip ago is due back. */
  private helloOver({ out, back }: RouteLine, i: number): void {
    const nowMs = this.sim.now;
    const turnedMs = nowMs - back.oneWayMs;
    const survival = (1 - out.lossShare) * (1 - back.lossShare);
    const lost =
      out.cuts.diedIn(turnedMs - out.oneWayMs, turnedMs) ||
      back.cuts.diedIn(turnedMs, nowMs) ||
      (survival < 1 && this.stream.uniform() >= survival);
    if (lost) this.missedHello(i);
    else this.gotHello(i);
  }

  private missedHello(i: number): void {
    this.missed[i] = (this.missed[i] as number) + 1;
    if (this.missed[i] !== this.params.deadAfter) return;
    (this.paths[i] as PathHealth).setDead(true, this.sim.now);
    this.changed(i, true, `dead: ${this.params.deadAfter} hellos missed`);
  }

  private gotHello(i: number): void {
    this.missed[i] = 0;
    const health = this.paths[i] as PathHealth;
    if (!health.isDead) return;
    health.setDead(false, this.sim.now);
    this.changed(i, false, "alive: hellos come back");
  }

  /** Something was learnt about a path. */
  private changed(path: number, worse: boolean, text: string): void {
    const atMs = this.sim.now;
    this.sink?.({ atMs, kind: worse ? "detect" : "clear", part: this.nameOf(path), text });
    this.choose();
    const { isGood, heldUntilMs } = this.paths[path] as PathHealth;
    if (isGood) this.sim.at(heldUntilMs, this.holdHandler);
  }

  /** Decides again which path to use. A switch under way is left alone. */
  private choose(): void {
    if (this.switchingTo !== NO_PATH) return;
    const best = this.best();
    if (best === this.using) return;
    if (best === NO_PATH) {
      this.use(NO_PATH);
      return;
    }
    this.switchingTo = best;
    this.sim.after(this.params.switchTimeMs, this.switchHandler, best);
  }

  private completeSwitch(path: number): void {
    this.switchingTo = NO_PATH;
    if (!(this.paths[path] as PathHealth).isDead && path !== this.using) this.use(path);
    this.choose();
  }

  /**
   * The first good path; while the one in use is good, a better one only after its hold-down. Of brown ones, the one
   * in use, else the first.
   */
  private best(): number {
    const { paths, using } = this;
    if (paths[using]?.isGood) {
      for (let i = 0; i < using; i++) if ((paths[i] as PathHealth).heldUntilMs <= this.sim.now) return i;
      return using;
    }
    const good = paths.findIndex((path) => path.isGood);
    if (good >= 0) return good;
    if (paths[using]?.isDead === false) return using;
    return paths.findIndex((path) => !path.isDead);
  }

  private use(path: number): void {
    const from = this.using;
    const back = path !== NO_PATH && path < from;
    this.using = path;
    this.switches.push({ atMs: this.sim.now, from, to: path });
    const text = `from ${this.nameOf(from)} to ${this.nameOf(path)}`;
    this.sink?.({ atMs: this.sim.now, kind: back ? "switchBack" : "switch", part: this.name, text });
  }

  private scheduleHello(atMs: number, line: number): void {
    if (atMs <= this.params.untilMs) this.sim.at(atMs, this.helloHandler, line);
  }
}
