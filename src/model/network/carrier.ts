import type { RandomStream } from "../../kernel/random.ts";
import { ACCESS_TYPES, type AccessType } from "./access-type.ts";
import { type Impairment, Impairments } from "./impairments.ts";
import { Link } from "./link.ts";
import { accessOf, halfMsOf, PathMix } from "./path-mix.ts";
import { retransmissionMs } from "./retransmission.ts";

/** Where a law of round trips has no end, it is taken to end here: one in a thousand million is longer. */
const ALL_BUT_FEW = 1 - 1e-9;

export interface CarrierEntryParams {
  /** Names the entry in errors and results: "sz/mobile". */
  name: string;
  /** Users by access type (`ACCESS_TYPES`), any positive scale: see `entryWeights`. */
  weights: readonly number[];
  /** One for each access type, shared by all entries. */
  access: readonly AccessType[];
  /** Round trip between the carrier's network and the access cluster [ms]. */
  cityRttMs: number;
  /** The real entry's capacity, shared by all its users. */
  uplink: { bandwidthBps: number; bufferMs: number };
  downlink: { bandwidthBps: number; bufferMs: number };
  /** One simulated attempt stands for k. */
  scaleK: number;
  /** Width of the windows of the links' series [ms]. */
  windowMs?: number;
}

/** The way round when an entry is lost: another carrier's entry, and the interconnect's links to it. */
export interface Detour {
  through: CarrierEntry;
  up: Link;
  down: Link;
}

/** A carrier's share of the users on WiFi, and of those on a cellular network, 0..1. */
export interface CarrierShares {
  wifi: number;
  cellular: number;
}

/** Users of an entry by access type: WiFi enters through the fixed-line carrier, handsets through their own. */
export function entryWeights(mix: readonly number[], shares: CarrierShares): number[] {
  return mix.map((share, type) => share * (ACCESS_TYPES[type] === "wifi" ? shares.wifi : shares.cellular));
}

/**
 * Where a carrier's users of one region enter: access networks by type, and an uplink and a downlink that all of
 * them share.
 *
 * An attempt's *path* is one number: its access type, and half of the round trip drawn from the type's law, which up
 * and down take each, so that the whole has exactly that law. A message that the access
 * network loses comes after the retransmission timeout R, 2R more, 4R more, ...: extra mean q/(1-2q) R; what
 * congestion loses starts such a series of its own. An attempt dies only of overflow or outage. Upward the air
 * comes before the link, so that messages meet link and access servers in the order of time.
 *
 * A message that finds the radio asleep waits until it has woken (`wakeMs`), on top of its time on the air.
 *
 * Users of an entry that is lost go through another carrier's, once their handsets have found it: over the interconnect
 * of the two, and that entry's own links.
 */
export class CarrierEntry {
  readonly name: string;
  readonly uplink: Link;
  readonly downlink: Link;
  /** One way between the carrier's network and the access cluster [ms]. */
  readonly cityHalfMs: number;
  /** Attempts and replies that died of an outage. */
  lostByOutage = 0;
  /** Messages that the access network had to send again. */
  retransmitted = 0;
  /** Messages that had to wait for a sleeping radio. */
  woken = 0;
  /** The way round when the entry is lost; none where there is no other. */
  detour: Detour | undefined;
  /** Share of the messages that the air loses at least once. */
  readonly resentShare: number;
  /** The others are on the air for so long at most [ms]. */
  readonly onceMaxMs: number;
  /** Whether any radio here ever sleeps. */
  readonly radiosSleep: boolean;

  private readonly access: readonly AccessType[];
  /** Their losses, at hand. */
  private readonly loss: Float64Array;
  private readonly impairments = new Impairments();
  /** Share of the capacity that the evening leaves. */
  private eveningShare = 1;
  private outages = 0;
  private detourFromMs = 0;
  /** Paths of all attempts, of those that the air does not lose, and of those that it does. */
  private readonly paths: PathMix;
  private readonly pathsOnce: PathMix;
  private readonly pathsLost: PathMix;
  /** What congestion does now to every message: whether anything, extra loss, extra delay one way [ms]. */
  private impaired = false;
  private extraLoss = -0;
  private extraHalfMs = -0;
  /** Whether the message whose time on the air was drawn last was lost at least once. */
  private lastLost = false;

  constructor(params: CarrierEntryParams) {
    const { name, weights, access, scaleK } = params;
    if (weights.length !== access.length || !(scaleK >= 1)) {
      throw new RangeError(`${name}: needs a weight for each of ${access.length} access types`);
    }
    const link = (way: string, link: { bandwidthBps: number; bufferMs: number }): Link =>
      new Link({
        name: `${name} ${way}`,
        ...link,
        scaleK,
        ...(params.windowMs === undefined ? {} : { windowMs: params.windowMs }),
      });
    this.name = name;
    this.access = access;
    this.loss = Float64Array.from(access, (type) => type.loss);
    this.radiosSleep = access.some((type) => type.sleep !== undefined);
    this.cityHalfMs = params.cityRttMs / 2;
    this.uplink = link("uplink", params.uplink);
    this.downlink = link("downlink", params.downlink);
    const mix = (share: (loss: number) => number) =>
      weights.map((weight, type) => weight * share((access[type] as AccessType).loss));
    const lost = mix((loss) => loss);
    const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0);
    this.paths = new PathMix(weights, access, name);
    this.pathsOnce = new PathMix(
      mix((loss) => 1 - loss),
      access,
      name,
    );
    this.pathsLost = sum(lost) > 0 ? new PathMix(lost, access, name) : this.paths;
    this.resentShare = sum(lost) / sum(weights);
    const inUse = access.filter((_, type) => (weights[type] as number) > 0);
    this.onceMaxMs = Math.max(...inUse.map((type) => type.rttMs(ALL_BUT_FEW))) / 2;
  }

  /** Whether the entry is out now. */
  get isOut(): boolean {
    return this.outages > 0;
  }

  /** Whether the message whose time on the air was drawn last was sent more than once there. */
  get resent(): boolean {
    return this.lastLost;
  }

  /** Share of the capacity that is there now, 0..1. */
  get capacityShare(): number {
    return this.impairments.capacityShare * this.eveningShare;
  }

  /** Whether congestion changes what every message meets now. */
  get isImpaired(): boolean {
    return this.impaired;
  }

  /** Draws an attempt's path: `accessOf` tells its type. Keep the whole number for `up` and `down`. One draw. */
  draw(stream: RandomStream): number {
    return this.paths.pathAt(stream.uniform());
  }

  /** A path for one of the attempts that the air loses, or of the others, from a uniform draw. */
  pathAt(draw: number, resent: boolean): number {
    return (resent ? this.pathsLost : this.pathsOnce).pathAt(draw);
  }

  /** Time on the air of such an attempt [ms]. */
  airMs(path: number, resent: boolean, stream: RandomStream): number {
    const halfMs = halfMsOf(path);
    if (!resent) return halfMs;
    const type = accessOf(path);
    const draw = stream.uniform() * (this.loss[type] as number);
    return halfMs + (this.access[type] as AccessType).retransmissionMs(draw, stream);
  }

  /** Time on the air, one way, of a message on this path: half its round trip, and retransmissions [ms]. */
  accessMs(path: number, stream: RandomStream): number {
    const type = accessOf(path);
    const halfMs = halfMsOf(path);
    const u = stream.uniform();
    const loss = this.loss[type] as number;
    this.lastLost = u < loss;
    return this.lastLost ? halfMs + (this.access[type] as AccessType).retransmissionMs(u, stream) : halfMs;
  }

  /**
   * How long a message on this path waits for its radio when the handset has sent and received nothing for idleMs [ms];
   * 0, and nothing drawn, while the radio is awake.
   */
  wakeMs(path: number, idleMs: number, stream: RandomStream): number {
    const ms = (this.access[accessOf(path)] as AccessType).wakeMs(idleMs, stream);
    if (ms > 0) this.woken++;
    return ms;
  }

  /** Counts the message whose time on the air was drawn last: not every draw becomes a message. */
  countTransit(): void {
    if (this.lastLost) this.retransmitted++;
  }

  /** Counts a message that was sent more than once, whenever its time on the air was drawn. */
  countResent(): void {
    this.retransmitted++;
  }

  /** What congestion adds to that [ms]; 0, and nothing drawn, without it. */
  congestionMs(path: number, stream: RandomStream): number {
    if (!this.impaired) return 0;
    const access = this.access[accessOf(path)] as AccessType;
    const u = stream.uniform();
    if (u >= this.extraLoss) return this.extraHalfMs;
    this.retransmitted++;
    return this.extraHalfMs + retransmissionMs(access.retransmitMs, this.extraLoss, u);
  }

  /** A message comes off the air at nowMs; returns when it is through the uplink [ms], or Infinity. */
  enter(nowMs: number, bytes: number): number {
    if (this.outages === 0) return this.uplink.send(nowMs, bytes);
    if (!this.isRound(nowMs)) return this.die();
    const { up, through } = this.detour as Detour;
    return inTurn(up, through.uplink, nowMs, bytes);
  }

  /**
   * A reply leaves the access cluster at nowMs; returns when it is at the handset [ms], or Infinity. Where it is
   * known at nowMs that it leaves `aheadMs` later, the downlink's queue of nowMs is taken for that of later.
   */
  down(nowMs: number, path: number, bytes: number, stream: RandomStream, aheadMs = 0): number {
    const sentMs = this.leave(nowMs, bytes);
    if (sentMs === Number.POSITIVE_INFINITY) return sentMs;
    const accessMs = this.accessMs(path, stream);
    this.countTransit();
    const delayMs = accessMs + this.congestionMs(path, stream);
    return sentMs + aheadMs + this.cityHalfMs + delayMs;
  }

  /** As `down`, where there is no congestion, with a time on the air that is known [ms]. */
  downIn(airMs: number, nowMs: number, bytes: number, aheadMs: number): number {
    return this.leave(nowMs, bytes) + aheadMs + this.cityHalfMs + airMs;
  }

  /** Congestion begins: less capacity, a longer way, more loss. */
  impair(nowMs: number, impairment: Impairment): void {
    this.impairments.add(impairment);
    this.impairmentsChanged(nowMs);
  }

  /** The same congestion ends. */
  unimpair(nowMs: number, impairment: Impairment): void {
    this.impairments.remove(impairment);
    this.impairmentsChanged(nowMs);
  }

  /** From nowMs on the evening leaves this share (> 0) of the capacity, whatever else impairs it. */
  setEvening(nowMs: number, capacityShare: number): void {
    if (capacityShare === this.eveningShare) return;
    this.eveningShare = capacityShare;
    this.capacityChanged(nowMs);
  }

  /**
   * Nothing enters or leaves here any more, until as many `restore` as there were outages; from detourFromMs on there is the
   * way through another carrier.
   */
  fail(detourFromMs = Number.POSITIVE_INFINITY): void {
    this.outages++;
    this.detourFromMs = detourFromMs;
  }

  restore(): void {
    this.outages--;
  }

  private isRound(nowMs: number): boolean {
    return this.detour !== undefined && nowMs >= this.detourFromMs && !this.detour.through.isOut;
  }

  /** A reply goes to the handsets; returns when it is through the downlink [ms], or Infinity. */
  private leave(nowMs: number, bytes: number): number {
    if (this.outages === 0) return this.downlink.send(nowMs, bytes);
    if (!this.isRound(nowMs)) return this.die();
    const { down, through } = this.detour as Detour;
    return inTurn(through.downlink, down, nowMs, bytes);
  }

  private die(): number {
    this.lostByOutage++;
    return Number.POSITIVE_INFINITY;
  }

  private capacityChanged(nowMs: number): void {
    this.uplink.setCapacityShare(nowMs, this.capacityShare);
    this.downlink.setCapacityShare(nowMs, this.capacityShare);
  }

  private impairmentsChanged(nowMs: number): void {
    this.capacityChanged(nowMs);
    this.extraHalfMs = this.impairments.extraRttMs / 2;
    // Even a hopeless network delivers in the end: timeouts of the client decide before it does.
    this.extraLoss = Math.min(0.95, 1 - this.impairments.survival);
    this.impaired = this.extraHalfMs > 0 || this.extraLoss > 0;
  }
}

/** Over two links one after the other; the second is met as it is now. Infinity when either drops the message. */
function inTurn(first: Link, second: Link, nowMs: number, bytes: number): number {
  const passedMs = first.send(nowMs, bytes);
  return passedMs === Number.POSITIVE_INFINITY ? passedMs : second.send(nowMs, bytes) + (passedMs - nowMs);
}
