import type { Federation } from "../../kernel/federation.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { CutLog } from "../network/cut-log.ts";
import type { Line } from "../network/line.ts";
import type { Route } from "../network/route.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Crowd } from "../traffic/crowd.ts";
import {
  address,
  CALL,
  fromRegion,
  kindOf,
  lineOf,
  M_DEGRADED,
  M_FIRST,
  M_LEFT,
  M_MEMBERS,
  M_ON_LINE,
  M_PACKET,
  M_SET,
  M_SLOT,
  M_STATUS,
  M_TAG,
  M_VALUE,
  REPLY,
  toRegion,
} from "./mail.ts";
import type { SetCalls } from "./set-calls.ts";

/** The way from this region to another: the route, what it is made of, and the cuts of each line's way back. */
export interface WayTo {
  route: Route;
  lines: readonly Line[];
  /** Names of the lines, as the scenario gives them. */
  names: readonly string[];
  /** Cuts of the lines' direction from there to here, as this end knows them. */
  back: readonly CutLog[];
}

/** Where everything is, the same for all regions. */
export interface Directory {
  /** By region: district and mail handler of its edge. */
  edgeDistrict: readonly number[];
  edgeHandler: readonly number[];
  /** By set: its region, its IDC's district and mail handler. */
  setRegion: readonly number[];
  setDistrict: readonly number[];
  setHandler: readonly number[];
}

/**
 * A region's edge as a post office: calls and answers between access servers and sets of the region pass straight;
 * those of other regions go over a line, one edge to the other. What a cut line swallows, nobody is told of: the
 * caller's deadline passes.
 */
export class RegionMail {
  /** Groups' members in this region who were shown a packet. */
  shown = 0;
  readonly handler: number;

  private readonly federation: Federation;
  private readonly region: number;
  private readonly district: number;
  private readonly directory: Directory;
  private readonly ways: readonly (WayTo | undefined)[];
  private readonly campusDelayMs: number;
  private readonly serviceBytes: number;
  private readonly requests: RequestTable;
  private readonly stream: RandomStream;
  private readonly idcGone: (set: number, leftMs: number) => boolean;
  private calls: SetCalls | undefined;
  private crowd: Crowd | undefined;

  constructor(options: {
    federation: Federation;
    region: number;
    district: number;
    directory: Directory;
    /** By region; none to itself. */
    ways: readonly (WayTo | undefined)[];
    /** One way between the access layer and an IDC of the region [ms]. */
    campusDelayMs: number;
    /** Size of a message between services [bytes]. */
    serviceBytes: number;
    requests: RequestTable;
    stream: RandomStream;
    /** Whether a set's IDC was gone at leftMs, as this end knows from the fault itself. */
    idcGone: (set: number, leftMs: number) => boolean;
  }) {
    this.federation = options.federation;
    this.region = options.region;
    this.district = options.district;
    this.directory = options.directory;
    this.ways = options.ways;
    this.campusDelayMs = options.campusDelayMs;
    this.serviceBytes = options.serviceBytes;
    this.requests = options.requests;
    this.stream = options.stream;
    this.idcGone = options.idcGone;
    this.handler = this.federation.onMessage(this.district, (slot) => this.arrived(slot), "mail");
  }

  /** Says who takes answers and packets shown. For set-up. */
  deliverTo(calls: SetCalls, crowd: Crowd): void {
    this.calls = calls;
    this.crowd = crowd;
  }

  /** Sends a call to a set at leaveMs. */
  call(slot: number, tag: number, set: number, leaveMs: number): void {
    const { requests, directory, federation } = this;
    const to = directory.setRegion[set] as number;
    const order = requests.order(slot);
    const value = order >= 0 ? order : requests.amountFen(slot);
    const member = requests.member(slot);
    const step = requests.step(slot);
    const shares = requests.shares(slot);
    if (to === this.region) {
      federation.send(
        this.district,
        directory.setDistrict[set] as number,
        leaveMs + this.campusDelayMs,
        directory.setHandler[set] as number,
        address(CALL, this.region, to),
        slot,
        tag,
        set,
        value,
        member,
        step,
        shares,
      );
    } else this.overLine(leaveMs, CALL, this.region, to, slot, tag, set, value, member, step, shares);
  }

  private arrived(slot: number): void {
    const inbox = this.federation.inbox(this.district);
    const arg = inbox.arg[slot] as number;
    const to = toRegion(arg);
    const kind = kindOf(arg);
    const at = slot * 8;
    const { fields } = inbox;
    const nowMs = this.federation.district(this.district).now;
    if (to !== this.region) {
      this.overLine(
        nowMs,
        kind,
        fromRegion(arg),
        to,
        fields[at] as number,
        fields[at + 1] as number,
        fields[at + 2] as number,
        fields[at + 3] as number,
        fields[at + 4] as number,
        fields[at + 5] as number,
        fields[at + 6] as number,
      );
      return;
    }
    const from = fromRegion(arg);
    if (from !== this.region && this.diedOnLine(from, lineOf(arg), fields[at + M_ON_LINE] as number, nowMs)) {
      return;
    }
    if (kind === CALL) this.forward(slot, nowMs);
    else if (kind === REPLY) this.answer(slot, nowMs);
    else this.show(slot);
  }

  private diedOnLine(from: number, line: number, sentMs: number, nowMs: number): boolean {
    const way = this.ways[from] as WayTo;
    return (way.back[line] as CutLog).diedIn(sentMs, nowMs);
  }

  /** A call from another region's access layer goes on to the set's IDC. */
  private forward(slot: number, nowMs: number): void {
    const { fields, arg } = this.federation.inbox(this.district);
    const at = slot * 8;
    const set = fields[at + M_SET] as number;
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
    const { fields } = this.federation.inbox(this.district);
    const at = slot * 8;
    if (this.idcGone(fields[at + M_SET] as number, fields[at + M_LEFT] as number)) return;
    (this.calls as SetCalls).answered(
      nowMs,
      fields[at + M_SLOT] as number,
      fields[at + M_TAG] as number,
      fields[at + M_STATUS] as number,
      fields[at + M_VALUE] as number,
      fields[at + M_DEGRADED] === 1,
    );
  }

  private show(slot: number): void {
    const { fields } = this.federation.inbox(this.district);
    const at = slot * 8;
    const members = fields[at + M_MEMBERS] as number;
    this.shown += members;
    (this.crowd as Crowd).show(fields[at + M_PACKET] as number, members, fields[at + M_FIRST] as number);
  }

  /** Puts a message that leaves at leaveMs, now or a little later, on the line in use to another region. */
  private overLine(
    leaveMs: number,
    kind: number,
    from: number,
    to: number,
    f0: number,
    f1: number,
    f2: number,
    f3: number,
    f4: number,
    f5: number,
    f6: number,
  ): void {
    const way = this.ways[to];
    const index = way === undefined ? -1 : way.route.current;
    if (way === undefined || index < 0) return;
    const nowMs = this.federation.district(this.district).now;
    const dueMs = (way.lines[index] as Line).send(nowMs, this.serviceBytes, this.stream);
    if (dueMs === Number.POSITIVE_INFINITY) return;
    this.federation.send(
      this.district,
      this.directory.edgeDistrict[to] as number,
      // The line takes messages in the order of the clock; what leaves later arrives as much later.
      dueMs + (leaveMs - nowMs),
      this.directory.edgeHandler[to] as number,
      address(kind, from, to, index),
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
}
