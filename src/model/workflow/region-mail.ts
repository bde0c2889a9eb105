import type { Federation } from "../../kernel/federation.ts";
import type { Inbox } from "../../kernel/inbox.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { ChainCounts } from "../measure/chain-counts.ts";
import type { CampusReach } from "../network/campus-reach.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Crowd } from "../traffic/crowd.ts";
import { CallChain, type CallChainParams } from "./call-chain.ts";
import { CallTrips } from "./call-trips.ts";
import { CampusGate } from "./campus-gate.ts";
import type { Directory } from "./directory.ts";
import type { IdleConnections } from "./idle-connections.ts";
import type { LinePost } from "./line-post.ts";
import {
  address,
  CALL,
  COPY,
  ECHO,
  FAN_OUT,
  fromRegion,
  HANDSHAKE,
  HANDSHAKE_BACK,
  kindOf,
  lineOf,
  M_BYTES,
  M_DEGRADED,
  M_FIRST,
  M_LEFT,
  M_MEMBERS,
  M_NUMBER,
  M_OLDEST,
  M_ON_LINE,
  M_PACKET,
  M_PATH,
  M_PROBE,
  M_RECEIVED,
  M_SET,
  M_SLOT,
  M_STATUS,
  M_TAG,
  M_VALUE,
  PROBE,
  RECEIPT,
  REPLY,
  stepOf,
  TOO_LATE,
  TRIP,
  TRIP_BACK,
  toRegion,
} from "./mail.ts";
import type { SetCalls } from "./set-calls.ts";
import type { Showings } from "./showings.ts";
import { SHARE } from "./step.ts";

/** Takes the echo of a probe, or of a hello (`HELLO`), of a path to a region. */
export type EchoSink = (region: number, path: number, probe: number) => void;

/**
 * A region's edge as a post office: calls and answers between access servers and sets of the region pass straight;
 * those of other regions go over the lines (`LinePost`), one edge to the other; where nothing cuts lines or campuses, a call
 * from the edge it leaves straight into the campus. What a cut line swallows, nobody is told of: the caller's deadline passes.
 */
export class RegionMail {
  /** Groups' members in this region who were shown a packet. */
  shown = 0;
  readonly handler: number;

  private readonly federation: Federation;
  private readonly sim: Simulation;
  private readonly inbox: Inbox;
  private readonly region: number;
  private readonly district: number;
  private readonly directory: Directory;
  readonly post: LinePost;
  private readonly campusDelayMs: number;
  private readonly trips: CallTrips;
  private readonly requests: RequestTable;
  private readonly counts: ChainCounts;
  private readonly gate: CampusGate;
  /** Where packets shown in other regions are sent until they are received. */
  readonly showings: Showings | undefined;
  private readonly idcGone: (set: number, leftMs: number) => boolean;
  private readonly untilMs: ((slot: number, leaveMs: number) => number) | undefined;
  private calls: SetCalls | undefined;
  private crowd: Crowd | undefined;
  private echoSink: EchoSink | undefined;

  constructor(options: {
    federation: Federation;
    region: number;
    district: number;
    directory: Directory;
    post: LinePost;
    /** One way between the access layer and an IDC of the region [ms]. */
    campusDelayMs: number;
    chain: CallChainParams;
    /** Where connections are closed when they are idle. */
    connections?: IdleConnections;
    requests: RequestTable;
    /** What is counted about requests' ways. */
    counts: ChainCounts;
    /** Packets shown in other regions, where they are sent until they are received. */
    showings?: Showings;
    /** Which campuses are reached, where some are cut off. */
    reach?: CampusReach;
    /** Whether a set's IDC was gone at leftMs, as this end knows from the fault itself. */
    idcGone: (set: number, leftMs: number) => boolean;
    /** Until when the answer to a request's call that leaves at leaveMs is waited for, where sets are told [ms]. */
    untilMs?: (slot: number, leaveMs: number) => number;
  }) {
    this.federation = options.federation;
    this.sim = options.federation.district(options.district);
    this.inbox = options.federation.inbox(options.district);
    this.region = options.region;
    this.district = options.district;
    this.directory = options.directory;
    this.post = options.post;
    this.campusDelayMs = options.campusDelayMs;
    this.requests = options.requests;
    this.counts = options.counts;
    this.gate = new CampusGate(options);
    this.trips = new CallTrips({
      ...options,
      chain: new CallChain(options.chain, options.requests),
      call: (slot, tag, set, leaveMs) => this.callNow(slot, tag, set, leaveMs),
      losesCall: (set, from) => this.gate.losesCallFrom(from, set),
    });
    this.idcGone = options.idcGone;
    this.showings = options.showings;
    this.untilMs = options.untilMs;
    this.handler = this.federation.onMessage(this.district, (slot) => this.arrived(slot), "mail");
  }

  /** Says who takes answers and packets shown. For set-up. */
  deliverTo(calls: SetCalls, crowd: Crowd): void {
    this.calls = calls;
    this.crowd = crowd;
  }

  /** Says who takes the echoes of probes. For set-up. */
  echoesTo(sink: EchoSink): void {
    this.echoSink = sink;
  }

  /** Makes a call to a set, from leaveMs on. */
  call(slot: number, tag: number, set: number, leaveMs: number): void {
    this.trips.begin(slot, tag, set, leaveMs);
  }

  private callNow(slot: number, tag: number, set: number, leaveMs: number): void {
    const { requests, directory, federation } = this;
    const to = directory.setRegion[set] as number;
    const order = requests.order(slot);
    const value = order >= 0 ? order : requests.amountFen(slot);
    const member = requests.member(slot);
    const step = requests.step(slot);
    const shares = requests.shares(slot);
    const untilMs = this.untilMs === undefined ? Number.POSITIVE_INFINITY : this.untilMs(slot, leaveMs);
    if (to === this.region) {
      this.counts.hop(step);
      if (this.gate.losesCall(slot, set)) return;
      federation.send(
        this.district,
        directory.setDistrict[set] as number,
        leaveMs + this.campusDelayMs,
        directory.setHandler[set] as number,
        address(CALL, this.region, to, step),
        slot,
        tag,
        set,
        value,
        member,
        untilMs,
        shares,
      );
    } else
      this.post.send(
        this.trips.fromLogic(slot, leaveMs),
        CALL,
        this.region,
        to,
        step,
        slot,
        tag,
        set,
        value,
        member,
        untilMs,
        shares,
      );
  }

  /** A message has come. */
  arrived(slot: number): void {
    const { inbox } = this;
    const arg = inbox.arg[slot] as number;
    const kind = kindOf(arg);
    const { fields } = inbox;
    const nowMs = this.sim.now;
    // Edges come first among the districts: what comes from one has come over a line.
    if (kind === COPY) {
      this.post.copy(nowMs, toRegion(arg));
      return;
    }
    const hop = inbox.from[slot] as number;
    const line = lineOf(arg);
    const fromIdc = hop >= this.directory.edgeDistrict.length;
    if (fromIdc) {
      this.counts.hop(stepOf(arg));
      if (this.gate.losesAnswer(hop, arg, fields[slot * 8 + M_SLOT] as number)) {
        this.post.lost(kind, fields[slot * 8 + M_MEMBERS] as number, toRegion(arg));
        return;
      }
    } else {
      const sentMs = fields[slot * 8 + M_ON_LINE] as number;
      if (this.post.died(hop, line, sentMs, nowMs, kind, fields[slot * 8 + M_MEMBERS] as number)) return;
    }
    if (toRegion(arg) !== this.region) this.passOn(slot, fromIdc, nowMs);
    else if (kind === CALL) this.forward(slot, nowMs);
    else if (kind === REPLY) this.answer(slot, nowMs);
    else if (kind === TRIP || kind === HANDSHAKE) this.trips.turnBack(slot, kind, nowMs);
    else if (kind === TRIP_BACK || kind === HANDSHAKE_BACK) this.trips.back(slot, nowMs);
    else if (kind === PROBE) {
      const path = fields[slot * 8 + M_PATH] as number;
      const probe = fields[slot * 8 + M_PROBE] as number;
      this.post.echo(nowMs, fromRegion(arg), hop, line, path, probe, fields[slot * 8 + M_BYTES] as number);
    } else if (kind === ECHO) {
      const at = slot * 8;
      this.echoSink?.(fromRegion(arg), fields[at + M_PATH] as number, fields[at + M_PROBE] as number);
    } else if (kind === RECEIPT) this.showings?.received(fields[slot * 8 + M_RECEIVED] as number);
    else this.show(slot, nowMs);
  }

  /** What is for another region goes on to it: out of an IDC of this one, or on its way through this one. */
  private passOn(slot: number, fromIdc: boolean, nowMs: number): void {
    const { fields, arg } = this.inbox;
    const address = arg[slot] as number;
    const at = slot * 8;
    const kind = kindOf(address);
    const from = fromRegion(address);
    const to = toRegion(address);
    const step = stepOf(address);
    const f0 = fields[at] as number;
    const f1 = fields[at + 1] as number;
    const f2 = fields[at + 2] as number;
    const f3 = fields[at + 3] as number;
    const f4 = fields[at + 4] as number;
    const f5 = fields[at + 5] as number;
    const f6 = fields[at + 6] as number;
    if (fromIdc && kind === FAN_OUT && this.showings !== undefined) this.showings.send(to, f0, f1, f2);
    else if (fromIdc) this.post.send(nowMs, kind, from, to, step, f0, f1, f2, f3, f4, f5, f6);
    else this.post.relay(nowMs, kind, from, to, step, f0, f1, f2, f3, f4, f5, f6);
  }

  /** A call from another region's access layer goes on to the set's IDC. */
  private forward(slot: number, nowMs: number): void {
    const { fields, arg } = this.inbox;
    const at = slot * 8;
    const set = fields[at + M_SET] as number;
    this.counts.hop(stepOf(arg[slot] as number));
    if (this.gate.losesCallFrom(fromRegion(arg[slot] as number), set)) return;
    this.federation.send(
      this.district,
      this.directory.setDistrict[set] as number,
      nowMs + this.campusDelayMs,
      this.directory.setHandler[set] as number,
      arg[slot] as number,
      fields[at] as number,
      fields[at + 1] as number,
      set,
      fields[at + 3] as number,
      fields[at + 4] as number,
      fields[at + 5] as number,
      fields[at + 6] as number,
    );
  }

  private answer(slot: number, nowMs: number): void {
    const { fields } = this.inbox;
    const at = slot * 8;
    if (this.idcGone(fields[at + M_SET] as number, fields[at + M_LEFT] as number)) return;
    const calls = this.calls as SetCalls;
    const status = fields[at + M_STATUS] as number;
    const caller = fields[at + M_SLOT] as number;
    const tag = fields[at + M_TAG] as number;
    if (status === TOO_LATE) {
      if (this.requests.generation(caller) === tag) calls.overdue(caller);
      return;
    }
    calls.answered(
      nowMs,
      caller,
      tag,
      status,
      fields[at + M_VALUE] as number,
      fields[at + M_DEGRADED] as number,
    );
  }

  private show(slot: number, nowMs: number): void {
    const { fields, arg } = this.inbox;
    const at = slot * 8;
    const from = fromRegion(arg[slot] as number);
    if (this.showings !== undefined && from !== this.region) {
      const number = fields[at + M_NUMBER] as number;
      this.post.send(nowMs, RECEIPT, this.region, from, SHARE, number);
      if (!this.showings.isNew(from, number, fields[at + M_OLDEST] as number)) return;
    }
    const members = fields[at + M_MEMBERS] as number;
    this.shown += members;
    (this.crowd as Crowd).show(fields[at + M_PACKET] as number, members, fields[at + M_FIRST] as number);
  }
}
