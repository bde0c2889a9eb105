import type { RandomStream } from "../../kernel/random.ts";
import { ACCESS_TYPES, type AccessType } from "./access-type.ts";
import { type Impairment, Impairments } from "./impairments.ts";
import { Link } from "./link.ts";
import { retransmissionMs } from "./retransmission.ts";

/** A path is type x this + half a round trip [ms], which is less: 17 minutes. */
const HALF_MAX_MS = 2 ** 20;
const TYPES_PER_MS = 1 / HALF_MAX_MS;

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
  /** Alias table (Walker 1977): keep[i] of column i's draws stay, the others become alias[i]. */
  private readonly keep: Float64Array;
  private readonly alias: Uint8Array;
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
    const table = aliasTable(weights, name);
    this.keep = table.keep;
    this.alias = table.alias;
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
    const x = stream.uniform() * this.keep.length;
    const column = x | 0;
    const rest = x - column;
    const keep = this.keep[column] as number;
    // What is left of the draw is uniform again: it places the attempt in the law of round trips.
    const kept = rest < keep;
    const type = kept ? column : (this.alias[column] as number);
    const p = kept ? rest / keep : (rest - keep) / (1 - keep);
    return pathOf(type, (this.access[type] as AccessType).rttMs(p));
  }

  /** Time on the air, one way, of a message on this path: half its round trip, and retransmissions [ms]. */
  accessMs(path: number, stream: RandomStream): number {
    const type = accessOf(path);
    const halfMs = path - type * HALF_MAX_MS;
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
    if (this.outages > 0 && !this.isRound(nowMs)) return this.die();
    const sentMs = this.outages > 0 ? this.back(nowMs, bytes) : this.downlink.send(nowMs, bytes);
    if (sentMs === Number.POSITIVE_INFINITY) return sentMs;
    const accessMs = this.accessMs(path, stream);
    this.countTransit();
    const delayMs = accessMs + this.congestionMs(path, stream);
    return sentMs + aheadMs + this.cityHalfMs + delayMs;
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

  private back(nowMs: number, bytes: number): number {
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

/** The path of this access type whose round trip takes rttMs, 17 minutes at most. */
export function pathOf(type: number, rttMs: number): number {
  return type * HALF_MAX_MS + Math.min(rttMs / 2, HALF_MAX_MS - 1);
}

/** The access type of a path, an index of `ACCESS_TYPES`. */
export function accessOf(path: number): number {
  return (path * TYPES_PER_MS) | 0;
}

function aliasTable(weights: readonly number[], name: string): { keep: Float64Array; alias: Uint8Array } {
  const n = weights.length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0) || weights.some((weight) => !(weight >= 0))) {
    throw new RangeError(`${name}: the access mix needs weights >= 0, one of them > 0`);
  }
  const keep = Float64Array.from(weights, (weight) => (weight * n) / sum);
  const alias = new Uint8Array(n).map((_, i) => i);
  const poor = [...keep.keys()].filter((i) => (keep[i] as number) < 1);
  const rich = [...keep.keys()].filter((i) => (keep[i] as number) >= 1);
  while (poor.length > 0 && rich.length > 0) {
    const to = poor.pop() as number;
    const from = rich[rich.length - 1] as number;
    alias[to] = from;
    keep[from] = (keep[from] as number) - (1 - (keep[to] as number));
    if ((keep[from] as number) < 1) poor.push(rich.pop() as number);
  }
  // Rounding leaves columns that are full but for their last bit.
  for (const i of [...poor, ...rich]) keep[i] = 1;
  return { keep, alias };
}
