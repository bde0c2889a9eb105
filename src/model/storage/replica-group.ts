import type { Distribution } from "../../kernel/distribution.ts";
import { InvariantError } from "../../kernel/invariant.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { MISSED, WriteLog } from "./write-log.ts";

/** Takes single values, such as a histogram. */
export interface Recorder {
  record(value: number): void;
}

export interface ReplicaGroupOptions {
  name: string;
  /** N, W and R: copies, answers before a write is acknowledged, copies a read asks. */
  replicas: number;
  write: number;
  read: number;
  /**
   * `log`: a primary orders the writes, copies arrive in that order, those beyond the W-th are asynchronous.
   * `independent`: every replica is sent every write at once and takes it when it comes (WARS, Bailis 2012).
   */
  discipline: "log" | "independent";
  /** Whom a read with R = 1 asks in `log`: any replica in step, or the primary only. Default any. */
  readFrom?: "any" | "primary";
  /** One-way times [ms]: write there, acknowledgement back, read there, reply back. */
  legsMs: { write: Distribution; ack: Distribution; read: Distribution; reply: Distribution };
  /** Extra time of a copy beyond the W-th in `log` [ms]; default none. */
  asyncLagMs?: Distribution;
  /** For how long one draw of the asynchronous lag holds on a replica [ms]; default 1 s. */
  asyncLagHoldMs?: number;
  /** How long a replica that was down takes to catch up [ms]. */
  recoveryMs: number;
  /** From a primary's crash until another serves writes [ms]. */
  failoverMs: number;
  stream: RandomStream;
  /** Where the age of what stale reads missed goes [ms]; default nowhere. */
  stalenessMs?: Recorder;
  /** Cap on remembered writes; default 2^20. */
  entriesMax?: number;
}

/** Writes that reached every replica this long ago are forgotten: callers may compute this far ahead. */
const TRIM_SLACK_MS = 100;
const ASYNC_LAG_HOLD_MS = 1000;
const VERSIONS_BEHIND_MAX = 16;
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
  /** What the last read missed: acknowledged versions, and time since the oldest of them [ms]. */
  versionsBehind = 0;
  stalenessMs = 0;
  /** The replica that orders the writes in `log`; -1 when none can. */
  primary = 0;

  writes = 0;
  writesUnavailable = 0;
  reads = 0;
  readsUnavailable = 0;
  readsStale = 0;
  /** Reads by versions behind; the last place counts all beyond. */
  readonly readsBehind = new Float64Array(VERSIONS_BEHIND_MAX + 1);

  private readonly log: WriteLog;
  private readonly w: number;
  private readonly r: number;
  private readonly ordered: boolean;
  private readonly primaryOnly: boolean;
  private readonly legsMs: ReplicaGroupOptions["legsMs"];
  private readonly asyncLagMs: Distribution | undefined;
  private readonly asyncLagHoldMs: number;
  private readonly recoveryMs: number;
  private readonly failoverMs: number;
  private readonly stream: RandomStream;
  private readonly recorder: Recorder | undefined;
  private primaryReadyMs = Number.NEGATIVE_INFINITY;

  /** By replica. `goneMs`: up to which write time it had everything; `backMs`, `inStepMs`: see `caughtUpMs`. */
  private readonly down: Uint8Array;
  private readonly goneMs: Float64Array;
  private readonly backMs: Float64Array;
  private readonly inStepMs: Float64Array;
  private readonly lastArrivalMs: Float64Array;
  private readonly slowness: Float64Array;
  private readonly lagMs: Float64Array;
  private readonly lagUntilMs: Float64Array;
  /** By replica: all entries before this one have arrived. */
  private readonly arrivedTo: Float64Array;

  /** Scratch of one operation, by replica. */
  private readonly thereMs: Float64Array;
  private readonly backAgainMs: Float64Array;
  private readonly sorted: Float64Array;

  constructor(options: ReplicaGroupOptions) {
    const { replicas: n, write, read } = options;
    this.name = options.name;
    this.replicas = n;
    if (!(Number.isInteger(n) && n >= 1 && n <= 64 && write >= 1 && write <= n && read >= 1 && read <= n)) {
      throw new InvariantError(this.name, `N=${n}, W=${write}, R=${read} is no replica group`);
    }
    this.w = write;
    this.r = read;
    this.ordered = options.discipline === "log";
    this.primaryOnly = options.readFrom === "primary";
    this.legsMs = options.legsMs;
    this.asyncLagMs = options.asyncLagMs;
    this.asyncLagHoldMs = options.asyncLagHoldMs ?? ASYNC_LAG_HOLD_MS;
    this.recoveryMs = options.recoveryMs;
    this.failoverMs = options.failoverMs;
    this.stream = options.stream;
    this.recorder = options.stalenessMs;
    this.log = new WriteLog(n, options.entriesMax ?? 2 ** 20);
    this.down = new Uint8Array(n);
    this.goneMs = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.backMs = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.inStepMs = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.lastArrivalMs = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.slowness = new Float64Array(n).fill(1);
    this.lagMs = new Float64Array(n);
    this.lagUntilMs = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.arrivedTo = new Float64Array(n);
    this.thereMs = new Float64Array(n);
    this.backAgainMs = new Float64Array(n);
    this.sorted = new Float64Array(n);
  }

  /** Writes forgotten early because the log was full: staleness after that is a lower bound. */
  get droppedEarly(): number {
    return this.log.droppedEarly;
  }

  /**
   * Writes at nowMs a key whose last write was `previous` (-1: none); returns when it is acknowledged [ms], or
   * Infinity when it cannot be (then nothing is written). `entry` is the write's number.
   */
  write(nowMs: number, previous: number): number {
    this.writes++;
    this.sampleWrite();
    const ackMs = this.ordered ? this.acknowledgeInOrder(nowMs) : this.acknowledge(nowMs);
    if (ackMs === NEVER) {
      this.writesUnavailable++;
      return NEVER;
    }
    this.trim(nowMs - TRIM_SLACK_MS);
    const { log } = this;
    const entry = log.push();
    const at = log.at(entry);
    log.beganMs[at] = nowMs;
    log.acknowledgedMs[at] = ackMs;
    log.previous[at] = previous;
    log.arrivalMs.set(this.thereMs, at * this.replicas);
    this.entry = entry;
    return ackMs;
  }

  /** Reads at nowMs a key whose newest write is `entry`; returns when it is answered [ms], Infinity if never. */
  read(nowMs: number, entry: number): number {
    if (this.r > 1 || !this.ordered) return this.readQuorum(nowMs, entry);
    return this.readOne(nowMs, entry, this.primaryOnly ? this.primaryAt(nowMs) : this.pick(nowMs));
  }

  /** As `read`, asking the primary alone. */
  readPrimary(nowMs: number, entry: number): number {
    return this.readOne(nowMs, entry, this.primaryAt(nowMs));
  }

  /** A replica stops at nowMs; its disk keeps what it has. */
  crash(replica: number, nowMs: number): void {
    if (this.down[replica] === 1) return;
    this.settle(replica, nowMs);
    this.goneMs[replica] = this.caughtUpMs(replica, nowMs);
    this.down[replica] = 1;
    this.backMs[replica] = NEVER;
    this.inStepMs[replica] = NEVER;
    if (this.ordered && replica === this.primary) this.elect(nowMs);
  }

  /** A replica comes back at nowMs and starts to catch up. */
  restart(replica: number, nowMs: number): void {
    if (this.down[replica] === 0) return;
    this.down[replica] = 0;
    this.backMs[replica] = nowMs;
    this.inStepMs[replica] = nowMs + this.recoveryMs;
    this.lastArrivalMs[replica] = this.ordered ? nowMs + this.recoveryMs : nowMs;
  }

  /** From now on a replica's legs take `factor` times as long; 1 is as normal. */
  slow(replica: number, factor: number): void {
    this.slowness[replica] = factor;
  }

  isUp(replica: number): boolean {
    return this.down[replica] === 0;
  }

  /** How far a replica is behind at nowMs [ms]: age of the oldest acknowledged write that has not reached it. */
  lagOfMs(replica: number, nowMs: number): number {
    const { log } = this;
    let entry = Math.max(this.arrivedTo[replica] as number, log.tail);
    while (entry < log.head && this.arrivalOf(entry, replica) <= nowMs) entry++;
    this.arrivedTo[replica] = entry;
    return entry === log.head ? 0 : Math.max(0, nowMs - (log.acknowledgedMs[log.at(entry)] as number));
  }

  /** On how many disks a write is at nowMs, those of stopped replicas included. */
  copiesOf(entry: number, nowMs: number): number {
    if (entry < this.log.tail) return this.replicas;
    let copies = 0;
    for (let i = 0; i < this.replicas; i++) if (this.arrivalOf(entry, i) <= nowMs) copies++;
    return copies;
  }

  /** Draws all N legs whoever is up, so that a fault does not shift the draws of later writes. */
  private sampleWrite(): void {
    const { stream, legsMs, thereMs, backAgainMs, replicas } = this;
    for (let i = 0; i < replicas; i++) {
      thereMs[i] = legsMs.write.sample(stream);
      backAgainMs[i] = legsMs.ack.sample(stream);
    }
  }

  /** Turns the drawn legs into arrivals (`thereMs`) and the time of the W-th answer. */
  private acknowledge(nowMs: number): number {
    const { thereMs, backAgainMs, sorted, slowness } = this;
    for (let i = 0; i < this.replicas; i++) {
      if (this.down[i] === 1) {
        thereMs[i] = MISSED;
        sorted[i] = NEVER;
        continue;
      }
      thereMs[i] = nowMs + (thereMs[i] as number) * (slowness[i] as number);
      sorted[i] = (thereMs[i] as number) + (backAgainMs[i] as number) * (slowness[i] as number);
    }
    return smallest(sorted, this.w);
  }

  private acknowledgeInOrder(nowMs: number): number {
    if (this.primaryAt(nowMs) < 0) return NEVER;
    const { thereMs, backAgainMs, sorted, slowness, lastArrivalMs, primary } = this;
    this.givePrimaryTheFastest();
    for (let i = 0; i < this.replicas; i++) {
      if (!this.inStep(i, nowMs)) {
        sorted[i] = backAgainMs[i] = NEVER;
        continue;
      }
      const ownMs = nowMs + (thereMs[i] as number) * (slowness[i] as number);
      thereMs[i] = Math.max(ownMs, lastArrivalMs[i] as number);
      backAgainMs[i] = (thereMs[i] as number) + (backAgainMs[i] as number) * (slowness[i] as number);
      sorted[i] = backAgainMs[i] as number;
    }
    const lastSyncMs = smallest(sorted, this.w);
    if (lastSyncMs === NEVER) return NEVER;
    for (let i = 0; i < this.replicas; i++) {
      if (backAgainMs[i] === NEVER) {
        thereMs[i] = MISSED;
        continue;
      }
      if ((backAgainMs[i] as number) > lastSyncMs && i !== primary) {
        thereMs[i] = (thereMs[i] as number) + this.asyncLagOf(i, nowMs);
      }
      lastArrivalMs[i] = thereMs[i] as number;
    }
    return Math.max(lastSyncMs, backAgainMs[primary] as number);
  }

  /**
   * The primary sits beside the writer, so the fastest of the N alike draws is its own; the W-th of all N
   * stays what it was.
   */
  private givePrimaryTheFastest(): void {
    const { thereMs, backAgainMs, primary } = this;
    let fastest = primary;
    for (let i = 0; i < this.replicas; i++) {
      const sumMs = (thereMs[i] as number) + (backAgainMs[i] as number);
      if (sumMs < (thereMs[fastest] as number) + (backAgainMs[fastest] as number)) fastest = i;
    }
    const writeMs = thereMs[fastest] as number;
    const ackMs = backAgainMs[fastest] as number;
    thereMs[fastest] = thereMs[primary] as number;
    backAgainMs[fastest] = backAgainMs[primary] as number;
    thereMs[primary] = writeMs;
    backAgainMs[primary] = ackMs;
  }

  private asyncLagOf(replica: number, nowMs: number): number {
    if (this.asyncLagMs === undefined) return 0;
    if (nowMs >= (this.lagUntilMs[replica] as number)) {
      this.lagMs[replica] = this.asyncLagMs.sample(this.stream);
      this.lagUntilMs[replica] = (Math.floor(nowMs / this.asyncLagHoldMs) + 1) * this.asyncLagHoldMs;
    }
    return this.lagMs[replica] as number;
  }

  private readOne(nowMs: number, entry: number, replica: number): number {
    this.reads++;
    const { stream, legsMs } = this;
    const readMs = legsMs.read.sample(stream);
    const replyMs = legsMs.reply.sample(stream);
    if (replica < 0) return this.refuseRead();
    const slowness = this.slowness[replica] as number;
    const seen = this.newestSeen(entry, replica, nowMs + readMs * slowness);
    this.noteStaleness(nowMs, entry, seen);
    return nowMs + (readMs + replyMs) * slowness;
  }

  /** All replicas that are up are asked; the R fastest answers count. */
  private readQuorum(nowMs: number, entry: number): number {
    this.reads++;
    const { stream, legsMs, thereMs, backAgainMs, sorted } = this;
    for (let i = 0; i < this.replicas; i++) {
      const readMs = legsMs.read.sample(stream) * (this.slowness[i] as number);
      const replyMs = legsMs.reply.sample(stream) * (this.slowness[i] as number);
      thereMs[i] = nowMs + readMs;
      sorted[i] = backAgainMs[i] = this.down[i] === 1 ? NEVER : nowMs + readMs + replyMs;
    }
    const doneMs = smallest(sorted, this.r);
    if (doneMs === NEVER) return this.refuseRead();
    let seen = -1;
    for (let i = 0; i < this.replicas; i++) {
      if ((backAgainMs[i] as number) > doneMs) continue;
      seen = Math.max(seen, this.newestSeen(entry, i, thereMs[i] as number));
    }
    this.noteStaleness(nowMs, entry, seen);
    return doneMs;
  }

  private refuseRead(): number {
    this.readsUnavailable++;
    this.versionsBehind = 0;
    this.stalenessMs = 0;
    return NEVER;
  }

  /** The newest write of the key, from `entry` back, that a replica has at atMs. */
  private newestSeen(entry: number, replica: number, atMs: number): number {
    const { log } = this;
    let seen = entry;
    while (seen >= log.tail && this.arrivalOf(seen, replica) > atMs)
      seen = log.previous[log.at(seen)] as number;
    return seen;
  }

  private noteStaleness(nowMs: number, entry: number, seen: number): void {
    const { log } = this;
    let behind = 0;
    let sinceMs = nowMs;
    for (let missed = entry; missed > seen; missed = log.previous[log.at(missed)] as number) {
      const ackMs = log.acknowledgedMs[log.at(missed)] as number;
      if (ackMs > nowMs) continue;
      behind++;
      sinceMs = Math.min(sinceMs, ackMs);
    }
    this.versionsBehind = behind;
    this.stalenessMs = nowMs - sinceMs;
    const place = Math.min(behind, VERSIONS_BEHIND_MAX);
    this.readsBehind[place] = (this.readsBehind[place] as number) + 1;
    if (behind === 0) return;
    this.readsStale++;
    this.recorder?.record(this.stalenessMs);
  }

  private arrivalOf(entry: number, replica: number): number {
    const at = this.log.at(entry);
    const arrivalMs = this.log.arrivalMs[at * this.replicas + replica] as number;
    if (arrivalMs !== MISSED) return arrivalMs;
    const backMs = this.backMs[replica] as number;
    if (backMs === NEVER) return NEVER;
    // Catch-up is linear: the write times from gone to in-step are worked off between back and in-step.
    const goneMs = this.goneMs[replica] as number;
    const inStepMs = this.inStepMs[replica] as number;
    const missedMs = Math.max(0, (this.log.beganMs[at] as number) - goneMs);
    return Math.min(inStepMs, backMs + (this.recoveryMs * missedMs) / (inStepMs - goneMs));
  }

  /** Up to which write time a replica has everything at nowMs: the inverse of the catch-up line. */
  private caughtUpMs(replica: number, nowMs: number): number {
    const inStepMs = this.inStepMs[replica] as number;
    if (nowMs >= inStepMs) return nowMs;
    const goneMs = this.goneMs[replica] as number;
    return goneMs + ((nowMs - (this.backMs[replica] as number)) / this.recoveryMs) * (inStepMs - goneMs);
  }

  /**
   * At a crash: copies on their way are missed, but one that a promised acknowledgement counted is taken as
   * just arrived (its time was computed ahead; it errs by one leg at most).
   */
  private settle(replica: number, nowMs: number): void {
    const { log } = this;
    for (let entry = log.tail; entry < log.head; entry++) {
      const arrivalMs = this.arrivalOf(entry, replica);
      const at = log.at(entry);
      const promised = arrivalMs <= (log.acknowledgedMs[at] as number);
      const settledMs = arrivalMs <= nowMs ? arrivalMs : promised ? nowMs : MISSED;
      log.arrivalMs[at * this.replicas + replica] = settledMs;
    }
  }

  private trim(beforeMs: number): void {
    const { log } = this;
    while (log.tail < log.head) {
      for (let i = 0; i < this.replicas; i++) if (this.arrivalOf(log.tail, i) > beforeMs) return;
      log.tail++;
    }
  }

  private inStep(replica: number, nowMs: number): boolean {
    return this.down[replica] === 0 && nowMs >= (this.inStepMs[replica] as number);
  }

  /** The primary if it serves at nowMs, else -1; elects one when there was nobody to elect before. */
  private primaryAt(nowMs: number): number {
    if (this.primary < 0) this.elect(nowMs);
    return this.primary >= 0 && nowMs >= this.primaryReadyMs ? this.primary : -1;
  }

  /** The replica in step with the longest log becomes primary after the failover time. */
  private elect(nowMs: number): void {
    this.primary = -1;
    let longest = -1;
    for (let i = 0; i < this.replicas; i++) {
      if (!this.inStep(i, nowMs)) continue;
      this.lagOfMs(i, nowMs);
      if ((this.arrivedTo[i] as number) <= longest) continue;
      longest = this.arrivedTo[i] as number;
      this.primary = i;
    }
    this.primaryReadyMs = nowMs + this.failoverMs;
  }

  /** A replica to read from: any in step, else any that is up, else -1. */
  private pick(nowMs: number): number {
    const u = this.stream.uniform();
    let ready = 0;
    for (let i = 0; i < this.replicas; i++) if (this.inStep(i, nowMs)) ready++;
    const mustBeInStep = ready > 0;
    if (!mustBeInStep) for (let i = 0; i < this.replicas; i++) if (this.down[i] === 0) ready++;
    let skip = Math.floor(u * ready);
    for (let i = 0; i < this.replicas; i++) {
      if (mustBeInStep ? !this.inStep(i, nowMs) : this.down[i] === 1) continue;
      if (skip-- === 0) return i;
    }
    return -1;
  }
}

/** The n-th smallest value, n >= 1; sorts in place (a handful of values). */
function smallest(values: Float64Array, n: number): number {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    let j = i;
    while (j > 0 && (values[j - 1] as number) > value) {
      values[j] = values[j - 1] as number;
      j--;
    }
    values[j] = value;
  }
  return values[n - 1] as number;
}
