import type { RandomStream } from "../../kernel/random.ts";
import { AsyncLags } from "./async-lags.ts";
import { CopyWays } from "./copy-ways.ts";
import { giveTheFastest } from "./fastest-draw.ts";
import type { Failover } from "./leader.ts";
import { expectQuorums, type ReplicaGroupOptions } from "./replica-group-options.ts";
import { Replicas } from "./replicas.ts";
import { SemiSync } from "./semi-sync.ts";
import { smallest } from "./smallest.ts";
import { Staleness } from "./staleness.ts";
import { APART, MISSED } from "./write-log.ts";

const ASYNC_LAG_HOLD_MS = 1000;
const ENTRIES_MAX = 2 ** 20;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * N copies of a set's data: a write is acknowledged by the W-th answer, in parallel; a read asks R.
 *
 * Results are computed at once: `write` returns when it is acknowledged, `read` when it is answered; Infinity
 * when too few replicas are up. Staleness is measured: a read is stale when it misses a write that had been
 * acknowledged when it began. Formulas, disciplines and limits: README.md.
 */
export class ReplicaGroup {
  readonly name: string;
  readonly replicas: number;
  /** Number of the last write's entry; hand it back as `previous` and `entry`. */
  entry = -1;
  /** What the last read missed, and all of them. */
  readonly staleness: Staleness;

  writes = 0;
  writesUnavailable = 0;
  reads = 0;
  readsUnavailable = 0;

  private readonly state: Replicas;
  private readonly w: number;
  private readonly r: number;
  private readonly ordered: boolean;
  private readonly primaryOnly: boolean;
  private readonly legsMs: ReplicaGroupOptions["legsMs"];
  private readonly ways: CopyWays;
  private readonly asyncLags: AsyncLags | undefined;
  private readonly semiSync: SemiSync | undefined;
  private readonly stream: RandomStream;
  private readonly sidesStream: RandomStream;
  private pickedBy = 0;
  /** Share of the callers on the side that is cut off, and the side of the one who calls. */
  private cutOffShare = 0;
  private side = 0;

  /** Scratch of one operation, by replica. */
  private readonly thereMs: Float64Array;
  private readonly backAgainMs: Float64Array;
  private readonly sorted: Float64Array;

  constructor(options: ReplicaGroupOptions) {
    const { replicas: n, write, read } = options;
    this.name = options.name;
    this.replicas = n;
    expectQuorums(options);
    this.w = write;
    this.r = read;
    this.ordered = options.discipline === "log";
    this.primaryOnly = options.readFrom === "primary";
    this.legsMs = options.legsMs;
    this.ways = new CopyWays(n, options.places);
    this.stream = options.stream;
    this.sidesStream = options.sidesStream ?? options.stream;
    const { asyncLagMs, asyncLagHoldMs = ASYNC_LAG_HOLD_MS, ackTimeoutMs } = options;
    if (asyncLagMs !== undefined)
      this.asyncLags = new AsyncLags(n, asyncLagMs, asyncLagHoldMs, options.stream);
    if (ackTimeoutMs !== undefined) this.semiSync = new SemiSync(ackTimeoutMs);
    this.staleness = new Staleness(options.stalenessMs);
    const { recoveryMs, catchUpFactor, failover, entriesMax = ENTRIES_MAX } = options;
    const { ordered } = this;
    this.state = new Replicas({ count: n, write, ordered, recoveryMs, catchUpFactor, failover, entriesMax });
    this.thereMs = new Float64Array(n);
    this.backAgainMs = new Float64Array(n);
    this.sorted = new Float64Array(n);
  }

  /** The replica that orders the writes in `log`; -1 when none can. */
  get primary(): number {
    return this.state.leader.replica;
  }

  /** Who took over from whom, and when. */
  get failovers(): readonly Failover[] {
    return this.state.leader.failovers;
  }

  /** Writes forgotten early because the log was full: staleness after that is a lower bound. */
  get droppedEarly(): number {
    return this.state.log.droppedEarly;
  }

  /**
   * Writes at nowMs a key whose last write was `previous` (-1: none); returns when it is acknowledged [ms], or
   * Infinity when it cannot be (then nothing is written). `entry` is the write's number.
   */
  write(nowMs: number, previous: number): number {
    this.writes++;
    this.takeSide();
    this.sampleWrite();
    const ackMs = this.ordered ? this.acknowledgeInOrder(nowMs) : this.acknowledge(nowMs);
    if (ackMs === NEVER) {
      this.writesUnavailable++;
      return NEVER;
    }
    this.state.trim(nowMs);
    this.entry = this.state.log.add(nowMs, ackMs, previous, this.thereMs);
    return ackMs;
  }

  /** Reads at nowMs a key whose newest write is `entry`; returns when it is answered [ms], Infinity if never. */
  read(nowMs: number, entry: number): number {
    this.takeSide();
    if (this.r > 1 || !this.ordered) return this.readQuorum(nowMs, entry);
    return this.readOne(nowMs, entry, this.choose(nowMs));
  }

  private choose(nowMs: number): number {
    const { state } = this;
    if (this.primaryOnly) return state.primaryAt(nowMs, this.side);
    this.pickedBy = this.stream.uniform();
    return state.pick(nowMs, this.pickedBy, this.side);
  }

  /** As the last `read` of one copy, of another one: half the way round those that can be asked. */
  readOther(nowMs: number, entry: number): number {
    return this.readOne(nowMs, entry, this.state.pick(nowMs, (this.pickedBy + 0.5) % 1, this.side));
  }

  /** The caller of the last `read` asks the primary alone. */
  readPrimary(nowMs: number, entry: number): number {
    return this.readOne(nowMs, entry, this.state.primaryAt(nowMs, this.side));
  }

  private takeSide(): void {
    this.side = this.cutOffShare > 0 && this.sidesStream.chance(this.cutOffShare) ? 1 : 0;
  }

  /** A replica stops at nowMs; its disk keeps what it has. */
  crash(replica: number, nowMs: number): void {
    if (this.state.isUp(replica)) this.state.crash(replica, nowMs);
  }

  /**
   * From nowMs on the replicas named, and a share of the callers, reach each other only; the others reach them not.
   * @param callersShare share of the reads and writes that come from their side, 0..1
   */
  part(cutOff: readonly number[], callersShare: number, nowMs: number): void {
    this.state.part(cutOff, nowMs);
    this.cutOffShare = callersShare;
  }

  /** Everybody reaches everybody again: what either side has missed is caught up with. */
  heal(nowMs: number): void {
    if (this.state.sides.areParted) this.state.heal(nowMs);
    this.cutOffShare = 0;
  }

  /** A replica comes back at nowMs and starts to catch up. */
  restart(replica: number, nowMs: number): void {
    if (!this.state.isUp(replica)) this.state.restart(replica, nowMs);
  }

  /** A replica stops at nowMs, and what was on its disk is gone; `restart` begins with an empty one. */
  loseDisk(replica: number, nowMs: number): void {
    this.state.loseDisk(replica, nowMs);
  }

  /** Writes that the primary acknowledged alone, because others did not answer in time. */
  get aloneWrites(): number {
    return this.semiSync?.aloneWrites ?? 0;
  }

  /** Acknowledged writes that are on no disk any more, or that a new primary never got. */
  get lostAcknowledged(): number {
    return this.state.lostAcknowledged;
  }

  /** From now on a replica's legs take `factor` times as long; 1 is as normal. */
  slow(replica: number, factor: number): void {
    this.state.slowness[replica] = factor;
  }

  isUp(replica: number): boolean {
    return this.state.isUp(replica);
  }

  /** How far a replica is behind at nowMs [ms]: age of the oldest acknowledged write that has not reached it. */
  lagOfMs(replica: number, nowMs: number): number {
    return this.state.lagMs(replica, nowMs);
  }

  /** On how many disks a write is at nowMs, those of stopped replicas included. */
  copiesOf(entry: number, nowMs: number): number {
    return this.state.copies(entry, nowMs);
  }

  /** Draws all N legs whoever is up, so that a fault does not shift the draws of later writes. */
  private sampleWrite(): void {
    const { stream, legsMs, thereMs, backAgainMs, replicas } = this;
    for (let i = 0; i < replicas; i++) {
      thereMs[i] = legsMs.write.sample(stream);
      backAgainMs[i] = legsMs.ack.sample(stream);
    }
  }

  /** Turns the drawn legs into arrivals (`thereMs`); returns the time of the W-th answer. */
  private acknowledge(nowMs: number): number {
    const { thereMs, backAgainMs, sorted, state } = this;
    const { directMs: wayMs } = this.ways;
    for (let i = 0; i < this.replicas; i++) {
      if (!state.servesTo(i, this.side, nowMs)) {
        // Only what is written beside the replicas that stand still is kept from the others.
        thereMs[i] = this.side === state.sides.main || state.sides.isApart(i) ? MISSED : APART;
        sorted[i] = NEVER;
        continue;
      }
      const slowness = state.slowness[i] as number;
      thereMs[i] = nowMs + (thereMs[i] as number) * slowness + (wayMs[i] as number);
      sorted[i] = (thereMs[i] as number) + (backAgainMs[i] as number) * slowness + (wayMs[i] as number);
    }
    return smallest(sorted, this.w);
  }

  /** The same in log order, with the primary's answer among the W and the other copies late. */
  private acknowledgeInOrder(nowMs: number): number {
    const { thereMs, backAgainMs, sorted, state } = this;
    const primary = state.primaryAt(nowMs, this.side);
    if (primary < 0) return NEVER;
    giveTheFastest(primary, thereMs, backAgainMs);
    const wayMs = this.ways.through(primary);
    for (let i = 0; i < this.replicas; i++) {
      const slowness = state.slowness[i] as number;
      thereMs[i] = nowMs + (thereMs[i] as number) * slowness + (wayMs[i] as number);
      const arrivalMs = Math.max(thereMs[i] as number, state.lastArrivalMs[i] as number);
      const answerMs = arrivalMs + (backAgainMs[i] as number) * slowness + (wayMs[i] as number);
      sorted[i] = backAgainMs[i] = state.inStep(i, nowMs) ? answerMs : NEVER;
    }
    const ownMs = backAgainMs[primary] as number;
    const quorumMs = smallest(sorted, this.w);
    const lastSyncMs = this.semiSync?.acknowledge(nowMs, ownMs, quorumMs) ?? quorumMs;
    if (lastSyncMs === NEVER) return NEVER;
    // Among equals the primary comes first, then the order of the replicas: W copies are in time, not more.
    let ties = backAgainMs[primary] === lastSyncMs ? this.w - 1 : this.w;
    for (let i = 0; i < this.replicas; i++) if ((backAgainMs[i] as number) < lastSyncMs) ties--;
    for (let i = 0; i < this.replicas; i++) {
      const answerMs = backAgainMs[i] as number;
      if (answerMs === NEVER) {
        thereMs[i] = MISSED;
        continue;
      }
      const inTime = i === primary || answerMs < lastSyncMs || (answerMs === lastSyncMs && ties-- > 0);
      const ownMs = inTime
        ? (thereMs[i] as number)
        : (thereMs[i] as number) + (this.asyncLags?.of(i, nowMs) ?? 0) * (state.slowness[i] as number);
      thereMs[i] = Math.max(ownMs, state.lastArrivalMs[i] as number);
      state.lastArrivalMs[i] = thereMs[i] as number;
    }
    return Math.max(lastSyncMs, backAgainMs[primary] as number);
  }

  private readOne(nowMs: number, entry: number, replica: number): number {
    this.reads++;
    const { stream, legsMs, state } = this;
    const readMs = legsMs.read.sample(stream);
    const replyMs = legsMs.reply.sample(stream);
    if (replica < 0) return this.refuseRead();
    const slowness = state.slowness[replica] as number;
    const wayMs = this.ways.directMs[replica] as number;
    const seen = state.newestSeen(entry, replica, nowMs + readMs * slowness + wayMs);
    this.staleness.note(state.log, nowMs, entry, seen);
    return nowMs + (readMs + replyMs) * slowness + 2 * wayMs;
  }

  /** All replicas that are up are asked; the R fastest answers count. */
  private readQuorum(nowMs: number, entry: number): number {
    this.reads++;
    const { stream, legsMs, thereMs, backAgainMs, sorted, state } = this;
    for (let i = 0; i < this.replicas; i++) {
      const wayMs = this.ways.directMs[i] as number;
      const readMs = legsMs.read.sample(stream) * (state.slowness[i] as number) + wayMs;
      const replyMs = legsMs.reply.sample(stream) * (state.slowness[i] as number) + wayMs;
      thereMs[i] = nowMs + readMs;
      sorted[i] = backAgainMs[i] = !state.servesTo(i, this.side, nowMs) ? NEVER : nowMs + readMs + replyMs;
    }
    const doneMs = smallest(sorted, this.r);
    if (doneMs === NEVER) return this.refuseRead();
    let seen = -1;
    for (let i = 0; i < this.replicas; i++) {
      if ((backAgainMs[i] as number) > doneMs) continue;
      seen = Math.max(seen, state.newestSeen(entry, i, thereMs[i] as number));
    }
    this.staleness.note(state.log, nowMs, entry, seen);
    return doneMs;
  }

  private refuseRead(): number {
    this.readsUnavailable++;
    this.staleness.noteNothing();
    return NEVER;
  }
}
