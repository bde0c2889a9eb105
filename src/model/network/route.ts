import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { TimelineSink } from "../control/timeline.ts";
import type { CutLog } from "./cut-log.ts";
import type { Line } from "./line.ts";

/** A line as one of its ends sees it: the direction away, and the cuts of the direction back. */
export interface RouteLine {
  /** Name in the timeline: "sz-sh-main". */
  name: string;
  out: Line;
  back: CutLog;
}

export interface RouteParams {
  /** Name in the timeline: "sz-sh from sz". */
  name: string;
  /** Main first, backups after. */
  lines: readonly RouteLine[];
  helloEveryMs: number;
  /** A line is dead after so many hellos missed in a row. */
  deadAfter: number;
  /** From the decision until the other line is in use [ms]. */
  switchTimeMs: number;
  /** How long a better line must have been healthy before the route switches back to it [ms]. */
  holdDownMs: number;
  /** No hello is sent after this [ms], so that a simulation can run idle. */
  untilMs: number;
}

export const NO_LINE = -1;

/**
 * One end of a route: an ordered list of lines, and which of them is in use.
 *
 * A hello goes over each line and back every I; after m missed in a row the line is dead, so a cut at a random
 * time is detected after a delay uniform in ((m-1)I, mI]. Then the best healthy line takes over after the switch
 * time; until then traffic goes on into the dead line and is lost. A mended line is seen by its first hello and
 * used again once it has been healthy for the hold-down. Without any healthy line there is none.
 *
 * Hellos pass queues by (they are sent with priority) but not cuts; loss is drawn for both ways from the loss of
 * the way out. Not modelled yet: detection by loss or latency, routes through a third region.
 */
export class Route {
  readonly name: string;
  /** Switches and switches back completed so far. */
  switches = 0;

  private readonly sim: Simulation;
  private readonly params: RouteParams;
  private readonly stream: RandomStream;
  private readonly sink: TimelineSink | undefined;
  private readonly helloHandler: number;
  private readonly switchHandler: number;
  private readonly holdHandler: number;
  private readonly missed: Int32Array;
  /** When each healthy line's hold-down is over [ms]; Infinity while it is dead. */
  private readonly heldUntilMs: Float64Array;
  private using = 0;
  private switchingTo = NO_LINE;

  /** Hellos begin at a random time within the first I, one draw a line. */
  constructor(sim: Simulation, params: RouteParams, stream: RandomStream, sink?: TimelineSink) {
    const { name, lines, helloEveryMs, deadAfter } = params;
    if (lines.length === 0 || !(helloEveryMs > 0 && deadAfter >= 1)) {
      throw new RangeError(`${name}: a route needs a line, and hellos to know its health`);
    }
    this.name = name;
    this.sim = sim;
    this.params = params;
    this.stream = stream;
    this.sink = sink;
    this.missed = new Int32Array(lines.length);
    this.heldUntilMs = new Float64Array(lines.length).fill(Number.NEGATIVE_INFINITY);
    this.helloHandler = sim.register((line) => this.hello(line), `${name} hello`);
    this.switchHandler = sim.register((line) => this.completeSwitch(line), `${name} switch`);
    this.holdHandler = sim.register(() => this.choose(), `${name} hold-down`);
    lines.forEach((_, line) => {
      this.scheduleHello(sim.now + stream.uniform() * helloEveryMs, line);
    });
  }

  /** Index of the line in use, or `NO_LINE`. */
  get current(): number {
    return this.using;
  }

  /** The line to send over now; undefined when all are known to be dead. */
  line(): Line | undefined {
    return this.params.lines[this.using]?.out;
  }

  /** Whether this end knows the line as healthy. */
  healthy(line: number): boolean {
    return (this.heldUntilMs[line] as number) < Number.POSITIVE_INFINITY;
  }

  /** The time at which the hello of one round trip ago is due back. */
  private hello(i: number): void {
    const nowMs = this.sim.now;
    const { out, back } = this.params.lines[i] as RouteLine;
    const sentMs = nowMs - 2 * out.oneWayMs;
    const loss = out.lossShare;
    const lost =
      out.cuts.diedIn(sentMs, nowMs - out.oneWayMs) ||
      back.diedIn(nowMs - out.oneWayMs, nowMs) ||
      (loss > 0 && this.stream.uniform() >= (1 - loss) ** 2);
    if (lost) this.missedHello(i);
    else this.gotHello(i);
    this.scheduleHello(nowMs + this.params.helloEveryMs, i);
  }

  private missedHello(i: number): void {
    this.missed[i] = (this.missed[i] as number) + 1;
    if (this.missed[i] !== this.params.deadAfter) return;
    this.heldUntilMs[i] = Number.POSITIVE_INFINITY;
    this.choose();
  }

  private gotHello(i: number): void {
    this.missed[i] = 0;
    if (this.healthy(i)) return;
    const heldUntilMs = this.sim.now + this.params.holdDownMs;
    this.heldUntilMs[i] = heldUntilMs;
    this.choose();
    this.sim.at(heldUntilMs, this.holdHandler);
  }

  /** Decides again which line to use. A switch under way is left alone while its line is healthy. */
  private choose(): void {
    if (this.switchingTo !== NO_LINE) return;
    const best = this.best();
    if (best === this.using) return;
    if (best === NO_LINE) {
      this.use(NO_LINE);
      return;
    }
    this.switchingTo = best;
    this.sim.after(this.params.switchTimeMs, this.switchHandler, best);
  }

  private completeSwitch(line: number): void {
    this.switchingTo = NO_LINE;
    if (this.healthy(line) && line !== this.using) this.use(line);
    this.choose();
  }

  /** The first healthy line; while the one in use is healthy, a better one only after its hold-down. */
  private best(): number {
    const usable = this.using !== NO_LINE && this.healthy(this.using);
    // With a healthy line in use, only those before it count, and only after their hold-down.
    const end = usable ? this.using : this.params.lines.length;
    const neededMs = usable ? this.sim.now : Number.MAX_VALUE;
    for (let i = 0; i < end; i++) if ((this.heldUntilMs[i] as number) <= neededMs) return i;
    return usable ? this.using : NO_LINE;
  }

  private use(line: number): void {
    const from = this.nameOf(this.using);
    const back = line !== NO_LINE && line < this.using;
    this.using = line;
    this.switches++;
    const text = `from ${from} to ${this.nameOf(line)}`;
    this.sink?.({ atMs: this.sim.now, kind: back ? "switchBack" : "switch", part: this.name, text });
  }

  private nameOf(line: number): string {
    return this.params.lines[line]?.name ?? "no line";
  }

  private scheduleHello(atMs: number, line: number): void {
    if (atMs <= this.params.untilMs) this.sim.at(atMs, this.helloHandler, line);
  }
}
