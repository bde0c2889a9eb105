import type { Federation } from "../../kernel/federation.ts";
import type { ChainCounts } from "../measure/chain-counts.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { CallChain } from "./call-chain.ts";
import type { Directory } from "./directory.ts";
import type { IdleConnections } from "./idle-connections.ts";
import type { LinePost } from "./line-post.ts";
import { fromRegion, HANDSHAKE, M_SET, M_SLOT, M_TAG, M_TRIPS, stepOf, TRIP } from "./mail.ts";

/**
 * The round trips of calls before the one that does the work, as `CallChain` counts them: through the region itself they
 * are known ahead, over a line each is a message there and one back.
 */
export class CallTrips {
  private readonly federation: Federation;
  private readonly region: number;
  private readonly district: number;
  private readonly directory: Directory;
  private readonly post: LinePost;
  private readonly campusDelayMs: number;
  private readonly chain: CallChain;
  private readonly requests: RequestTable;
  private readonly counts: ChainCounts;
  private readonly connections: IdleConnections | undefined;
  private readonly callNow: (slot: number, tag: number, set: number, leaveMs: number) => void;
  private readonly losesCall: (set: number, from: number) => boolean;

  constructor(options: {
    federation: Federation;
    region: number;
    district: number;
    directory: Directory;
    post: LinePost;
    /** One way between the access layer and an IDC of the region [ms]. */
    campusDelayMs: number;
    chain: CallChain;
    requests: RequestTable;
    counts: ChainCounts;
    /** Where connections are closed when they are idle. */
    connections?: IdleConnections;
    /** Makes the call proper. */
    call: (slot: number, tag: number, set: number, leaveMs: number) => void;
    /** Whether a call to a set, from a region, is lost before its campus. */
    losesCall: (set: number, from: number) => boolean;
  }) {
    this.federation = options.federation;
    this.region = options.region;
    this.district = options.district;
    this.directory = options.directory;
    this.post = options.post;
    this.campusDelayMs = options.campusDelayMs;
    this.chain = options.chain;
    this.requests = options.requests;
    this.counts = options.counts;
    this.connections = options.connections;
    this.callNow = options.call;
    this.losesCall = options.losesCall;
  }

  /** Makes a call to a set, and the round trips before it, from leaveMs on. */
  begin(slot: number, tag: number, set: number, leaveMs: number): void {
    const { chain, counts, campusDelayMs } = this;
    const trips = chain.tripsOf(slot) + (this.shakesHands(slot, set) ? 1 : 0);
    const near = chain.tripsNear(slot);
    const step = this.requests.step(slot);
    counts.trip(step, 1 + trips + near);
    if (near > 0) counts.hop(step, 2 * near);
    const atLogicMs = leaveMs + 2 * near * campusDelayMs;
    if (trips === 0) this.callNow(slot, tag, set, atLogicMs);
    else if (this.directory.setRegion[set] === this.region) {
      counts.hop(step, 2 * trips);
      this.callNow(slot, tag, set, atLogicMs + 2 * trips * campusDelayMs);
    } else this.send(slot, tag, set, trips, atLogicMs);
  }

  /** Whether a call begins with a handshake: as each does, or because its connection has been idle. */
  private shakesHands(slot: number, set: number): boolean {
    if (this.connections === undefined) return this.chain.alwaysShakesHands;
    return this.connections.use(this.requests.entry(slot), set, this.federation.district(this.district).now);
  }

  /**
   * When what a request asks of another region leaves the edge, for the answer to be back where the logic runs [ms]: from a
   * campus the way out and back is counted here.
   */
  fromLogic(slot: number, leaveMs: number): number {
    if (!this.chain.isNear(slot)) return leaveMs;
    this.counts.hop(this.requests.step(slot), 2);
    return leaveMs + 2 * this.campusDelayMs;
  }

  private send(slot: number, tag: number, set: number, left: number, leaveMs: number): void {
    const to = this.directory.setRegion[set] as number;
    // Whatever is more than the data asks for is the handshake.
    const kind = left > this.chain.tripsOf(slot) ? HANDSHAKE : TRIP;
    const step = this.requests.step(slot);
    this.post.send(this.fromLogic(slot, leaveMs), kind, this.region, to, step, slot, tag, set, left);
  }

  /** A round trip is over: the next one, or the call, unless its deadline has passed. */
  back(inboxSlot: number, nowMs: number): void {
    const { fields } = this.federation.inbox(this.district);
    const at = inboxSlot * 8;
    const slot = fields[at + M_SLOT] as number;
    const tag = fields[at + M_TAG] as number;
    const set = fields[at + M_SET] as number;
    const left = (fields[at + M_TRIPS] as number) - 1;
    if (this.requests.generation(slot) !== tag) return;
    if (left === 0) this.callNow(slot, tag, set, nowMs);
    else this.send(slot, tag, set, left, nowMs);
  }

  /** A round trip of another region's logic reaches the data, and goes back. */
  turnBack(inboxSlot: number, kind: number, nowMs: number): void {
    const { arg, fields } = this.federation.inbox(this.district);
    const at = inboxSlot * 8;
    const from = fromRegion(arg[inboxSlot] as number);
    const [slot, tag, set, left] = [fields[at], fields[at + 1], fields[at + 2], fields[at + 3]] as [
      number,
      number,
      number,
      number,
    ];
    const leaveMs = nowMs + 2 * this.campusDelayMs;
    const step = stepOf(arg[inboxSlot] as number);
    this.counts.hop(step, 2);
    if (this.losesCall(set, from)) return;
    this.post.send(leaveMs, kind + 1, this.region, from, step, slot, tag, set, left);
  }
}
