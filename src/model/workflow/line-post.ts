import type { Federation } from "../../kernel/federation.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { BlastCounts } from "../measure/blast-counts.ts";
import type { ChainCounts } from "../measure/chain-counts.ts";
import type { IncomingLine } from "../network/incoming-line.ts";
import type { Line } from "../network/line.ts";
import {
  USE_ANSWERS,
  USE_CALLS,
  USE_COPIES,
  USE_KEEP_ALIVE,
  USE_PROBES,
  USE_SHOWN,
  USE_TRANSIT,
} from "../network/line-use.ts";
import type { Route } from "../network/route.ts";
import type { Batches } from "./batches.ts";
import type { Directory } from "./directory.ts";
import { address, CALL, ECHO, FAN_OUT, HANDSHAKE, PROBE } from "./mail.ts";

/** The way from this region to another: the route, what it is made of, and each line's way back. */
export interface WayTo {
  route: Route;
  lines: readonly Line[];
  /** Names of the lines, as the scenario gives them. */
  names: readonly string[];
  /** The lines' direction from there to here, as this end knows it. */
  back: readonly IncomingLine[];
  /** Regions through which the route's further paths lead, after its lines. */
  via: readonly number[];
}

/** A hello's number among probes. */
export const HELLO = -1;

/** What a message crosses a line for, by kind. */
const USE_OF: readonly number[] = [
  USE_CALLS,
  USE_ANSWERS,
  USE_SHOWN,
  USE_PROBES,
  USE_PROBES,
  USE_CALLS,
  USE_ANSWERS,
  USE_CALLS,
  USE_ANSWERS,
  USE_COPIES,
  USE_ANSWERS,
];

/** A segment of a handshake, or a receipt: headers and nothing else [bytes]. */
const HEADER_BYTES = 66;

/**
 * A region's ends of the lines: which path a message takes to another region, and what becomes of it on the way.
 *
 * A message whose route has no line left goes through a third region, which passes it on over a line of its own and
 * no further round. What a line swallows, nobody is told of.
 */
export class LinePost {
  /** Messages for which there was no path, by region. */
  readonly unsent: Float64Array;
  private readonly federation: Federation;
  private readonly sim: Simulation;
  private readonly region: number;
  private readonly district: number;
  private readonly directory: Directory;
  private readonly ways: readonly (WayTo | undefined)[];
  private readonly campusDelayMs: number;
  private readonly serviceBytes: number;
  private readonly batches: Batches | undefined;
  private readonly blasts: readonly BlastCounts[];
  private readonly chain: ChainCounts;
  private readonly stream: RandomStream;
  private readonly showsAgain: boolean;

  constructor(options: {
    federation: Federation;
    region: number;
    district: number;
    directory: Directory;
    /** By region; none to itself. */
    ways: readonly (WayTo | undefined)[];
    /** One way between an edge and an IDC of its region [ms]. */
    campusDelayMs: number;
    /** Size of a message between services [bytes]. */
    serviceBytes: number;
    /** How messages are put together, where they are. */
    batches?: Batches;
    /** What is counted about faults. */
    blasts: readonly BlastCounts[];
    /** What is counted about requests' ways. */
    chain: ChainCounts;
    stream: RandomStream;
    /** Whether packets to be shown are sent again when a line has lost them. */
    showsAgain: boolean;
  }) {
    this.federation = options.federation;
    this.sim = options.federation.district(options.district);
    this.region = options.region;
    this.district = options.district;
    this.directory = options.directory;
    this.ways = options.ways;
    this.unsent = new Float64Array(options.ways.length);
    this.campusDelayMs = options.campusDelayMs;
    this.serviceBytes = options.serviceBytes;
    this.batches = options.batches;
    this.blasts = options.blasts;
    this.chain = options.chain;
    this.stream = options.stream;
    this.showsAgain = options.showsAgain;
  }

  /** Puts a message that leaves at leaveMs, now or a little later, on the path in use to another region. */
  send(
    leaveMs: number,
    kind: number,
    from: number,
    to: number,
    step: number,
    f0 = 0,
    f1 = 0,
    f2 = 0,
    f3 = 0,
    f4 = 0,
    f5 = 0,
    f6 = 0,
  ): void {
    const way = this.ways[to];
    const path = way === undefined ? -1 : way.route.current;
    if (way === undefined || path < 0) {
      this.hasNoPath(to, kind, f1);
      return;
    }
    const direct = path < way.lines.length;
    const hop = direct ? to : (way.via[path - way.lines.length] as number);
    const line = direct ? path : this.lineTo(hop);
    const use = direct && from === this.region ? (USE_OF[kind] as number) : USE_TRANSIT;
    this.over(line, hop, use, leaveMs, kind, from, to, step, f0, f1, f2, f3, f4, f5, f6);
  }

  /**
   * A write goes to a copy in another region: it takes its room on the path in use, through a third region on the first line.
   * When it arrives is the replica group's affair.
   */
  copy(nowMs: number, to: number): void {
    this.firstLine(to)?.send(nowMs, this.serviceBytes, this.stream, USE_COPIES);
  }

  /** What keeps connections to another region alive takes its room in the same way. */
  keepAlive(nowMs: number, to: number, bytes: number): void {
    this.firstLine(to)?.fill(nowMs, bytes, USE_KEEP_ALIVE);
  }

  /** The line in use on the way to a region, or on its first part. */
  private firstLine(to: number): Line | undefined {
    const way = this.ways[to];
    const path = way === undefined ? -1 : way.route.current;
    if (way === undefined || path < 0) return undefined;
    const hop = path < way.lines.length ? to : (way.via[path - way.lines.length] as number);
    const line = hop === to ? path : this.lineTo(hop);
    return line < 0 ? undefined : this.ways[hop]?.lines[line];
  }

  /** Passes a message of another region on to a third one. */
  relay(
    nowMs: number,
    kind: number,
    from: number,
    to: number,
    step: number,
    f0: number,
    f1: number,
    f2: number,
    f3: number,
    f4: number,
    f5: number,
    f6: number,
  ): void {
    const use = kind === PROBE || kind === ECHO ? USE_PROBES : USE_TRANSIT;
    this.over(this.lineTo(to), to, use, nowMs, kind, from, to, step, f0, f1, f2, f3, f4, f5, f6);
  }

  /** Sends a probe of so many bytes, or a `HELLO`, over a path to another region. */
  probe(nowMs: number, to: number, path: number, probe: number, bytes: number): void {
    const way = this.ways[to] as WayTo;
    const direct = path < way.lines.length;
    const hop = direct ? to : (way.via[path - way.lines.length] as number);
    const line = direct ? path : this.lineTo(hop);
    this.over(line, hop, USE_PROBES, nowMs, PROBE, this.region, to, 0, path, probe, bytes, 0, 0, 0, 0);
  }

  /** Sends a probe of another region back the way it came: the last hop, and the line if that was the only one. */
  echo(
    nowMs: number,
    to: number,
    hop: number,
    line: number,
    path: number,
    probe: number,
    bytes: number,
  ): void {
    const over = hop === to ? line : this.lineTo(hop);
    this.over(over, hop, USE_PROBES, nowMs, ECHO, this.region, to, 0, path, probe, bytes, 0, 0, 0, 0);
  }

  /** Whether a message that comes from a region over a line has fallen to a cut on the way. */
  died(hop: number, line: number, sentMs: number, nowMs: number, kind: number, members: number): boolean {
    const way = this.ways[hop] as WayTo;
    if (!(way.back[line] as IncomingLine).cuts.diedIn(sentMs, nowMs)) return false;
    this.swallowed(kind, members, hop);
    return true;
  }

  /** The line in use to a region, or -1: what goes through a third region takes no second detour. */
  private lineTo(region: number): number {
    const way = this.ways[region] as WayTo;
    return way.route.current < way.lines.length ? way.route.current : -1;
  }

  private over(
    index: number,
    hop: number,
    use: number,
    leaveMs: number,
    kind: number,
    from: number,
    to: number,
    step: number,
    f0: number,
    f1: number,
    f2: number,
    f3: number,
    f4: number,
    f5: number,
    f6: number,
  ): void {
    if (index < 0) {
      if (use !== USE_PROBES) this.hasNoPath(to, kind, f1);
      return;
    }
    const nowMs = this.sim.now;
    const line = (this.ways[hop] as WayTo).lines[index] as Line;
    const { batches } = this;
    let bytes = kind >= HANDSHAKE ? HEADER_BYTES : this.serviceBytes;
    let heldMs = 0;
    if (batches !== undefined && use !== USE_PROBES) {
      batches.join(line, leaveMs, bytes);
      ({ bytes, heldMs } = batches);
    }
    if (use !== USE_PROBES) this.chain.line(step, bytes);
    const dueMs =
      use === USE_PROBES ? line.probe(nowMs, f2, this.stream) : line.send(nowMs, bytes, this.stream, use);
    if (dueMs === Number.POSITIVE_INFINITY) {
      this.swallowed(kind, f1, to);
      return;
    }
    const { directory } = this;
    const isStraight = directory.callsGoStraight && kind === CALL && hop === to;
    // The hop from the edge there into the campus is counted where the call is known.
    if (isStraight) this.chain.hop(step);
    // The line takes messages in the order of the clock; what leaves later arrives as much later.
    const atEdgeMs = dueMs + heldMs + (leaveMs - nowMs);
    this.federation.send(
      this.district,
      (isStraight ? directory.setDistrict[f2] : directory.edgeDistrict[hop]) as number,
      isStraight ? atEdgeMs + this.campusDelayMs : atEdgeMs,
      (isStraight ? directory.setHandler[f2] : directory.edgeHandler[hop]) as number,
      address(kind, from, to, step, index),
      f0,
      f1,
      f2,
      f3,
      f4,
      f5,
      f6,
      leaveMs,
    );
  }

  private hasNoPath(to: number, kind: number, members: number): void {
    this.unsent[to] = (this.unsent[to] as number) + 1;
    this.swallowed(kind, members, to);
  }

  /** A line has lost a message, which may be sent again. */
  private swallowed(kind: number, members: number, region: number): void {
    if (!this.showsAgain) this.lost(kind, members, region);
  }

  /** A message is lost for good; a packet that a group is not shown touches all its members there. */
  lost(kind: number, members: number, region: number): void {
    if (kind !== FAN_OUT) return;
    const nowMs = this.sim.now;
    for (const blast of this.blasts) blast.countUnseen(region, members, nowMs);
  }
}
