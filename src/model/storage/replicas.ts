import { type FailoverLaws, Leader } from "./leader.ts";
import { MISSED, WriteLog } from "./write-log.ts";

/** Writes that reached every replica this long ago [ms] are forgotten: a write may be computed this far ahead of reads. */
const TRIM_SLACK_MS = 2000;
const NEVER = Number.POSITIVE_INFINITY;

export interface ReplicasOptions {
  count: number;
  /** Answers before a write is acknowledged (W). */
  write: number;
  /** Whether copies arrive in the order of the log, which a primary makes. */
  ordered: boolean;
  /** How long a replica that was down takes to catch up [ms]. */
  recoveryMs: number;
  /** How long it takes until another primary serves; default at once. */
  failover?: FailoverLaws;
  /** Cap on remembered writes. */
  entriesMax: number;
}

/**
 * The replicas of a group: which are up and in step, and when each got, or will get, each recent write.
 *
 * A replica that comes back catches up on a straight line: it works off the write times from `goneMs` (up to
 * which it had everything) to `inStepMs` between `backMs` and `inStepMs`.
 *
 * One whose disk is lost has nothing, and says nothing until it is rebuilt from so many others that every write is on one
 * of them: N - W + 1, disks intact.
 */
export class Replicas {
  readonly count: number;
  readonly log: WriteLog;
  /** By replica: when its newest copy arrives [ms], and by how much its legs are stretched. */
  readonly lastArrivalMs: Float64Array;
  readonly slowness: Float64Array;
  /** The replica that orders the writes, and who did before. */
  readonly leader: Leader;
  /** Acknowledged writes that no disk has any more, or that a new primary never got. */
  lostAcknowledged = 0;

  private readonly write: number;
  private readonly ordered: boolean;
  private readonly recoveryMs: number;
  private readonly down: Uint8Array;
  private readonly wiped: Uint8Array;
  private readonly goneMs: Float64Array;
  private readonly backMs: Float64Array;
  private readonly inStepMs: Float64Array;
  /** By replica: all entries before this one have arrived. */
  private readonly arrivedTo: Float64Array;

  constructor(options: ReplicasOptions) {
    const { count } = options;
    this.count = count;
    this.write = options.write;
    this.ordered = options.ordered;
    this.recoveryMs = options.recoveryMs;
    this.leader = new Leader(options.failover);
    this.log = new WriteLog(count, options.entriesMax);
    this.down = new Uint8Array(count);
    this.wiped = new Uint8Array(count);
    this.goneMs = new Float64Array(count).fill(-NEVER);
    this.backMs = new Float64Array(count).fill(-NEVER);
    this.inStepMs = new Float64Array(count).fill(-NEVER);
    this.lastArrivalMs = new Float64Array(count).fill(-NEVER);
    this.slowness = new Float64Array(count).fill(1);
    this.arrivedTo = new Float64Array(count);
  }

  isUp(replica: number): boolean {
    return this.down[replica] === 0;
  }

  /** Whether a replica is up and its disk has what it ever acknowledged. */
  serves(replica: number, nowMs: number): boolean {
    return this.down[replica] === 0 && !this.isEmpty(replica, nowMs);
  }

  /** Whether a replica is up and has caught up at nowMs. */
  inStep(replica: number, nowMs: number): boolean {
    return this.down[replica] === 0 && nowMs >= (this.inStepMs[replica] as number);
  }

  crash(replica: number, nowMs: number): void {
    this.settle(replica, nowMs);
    if (!this.isEmpty(replica, nowMs)) {
      this.goneMs[replica] = this.caughtUpMs(replica, nowMs);
      this.wiped[replica] = 0;
    }
    this.down[replica] = 1;
    this.backMs[replica] = NEVER;
    this.inStepMs[replica] = NEVER;
    if (!this.ordered || replica !== this.leader.replica) return;
    this.leader.lose(nowMs);
    this.elect(nowMs);
  }

  restart(replica: number, nowMs: number): void {
    this.down[replica] = 0;
    if (this.wiped[replica] === 0) this.catchUp(replica, nowMs);
    // Those that wait to be rebuilt, this one among them, may find enough others now.
    for (let i = 0; i < this.count; i++)
      if (this.wiped[i] === 1 && this.down[i] === 0 && this.inStepMs[i] === NEVER) this.rebuild(i, nowMs);
    if (this.ordered && this.leader.replica < 0) this.elect(nowMs);
  }

  /** A replica stops, if it has not, and what was on its disk is gone. */
  loseDisk(replica: number, nowMs: number): void {
    if (this.isUp(replica)) this.crash(replica, nowMs);
    this.wiped[replica] = 1;
    const { log, count } = this;
    for (let entry = log.tail; entry < log.head; entry++) {
      log.arrivalMs[log.at(entry) * count + replica] = MISSED;
      let held = false;
      for (let i = 0; i < count; i++) held ||= i !== replica && this.holds(entry, i, nowMs);
      if (!held) this.lose(entry);
    }
  }

  /** When a copy of an entry not older than the log's tail arrives at a replica [ms]; Infinity while unknown. */
  arrivalMs(entry: number, replica: number): number {
    const at = this.log.at(entry);
    const arrivalMs = this.log.arrivalMs[at * this.count + replica] as number;
    if (arrivalMs !== MISSED) return arrivalMs;
    const backMs = this.backMs[replica] as number;
    if (backMs === NEVER) return NEVER;
    if (this.wiped[replica] === 1) return this.inStepMs[replica] as number;
    const goneMs = this.goneMs[replica] as number;
    const inStepMs = this.inStepMs[replica] as number;
    const missedMs = Math.max(0, (this.log.beganMs[at] as number) - goneMs);
    return Math.min(inStepMs, backMs + (this.recoveryMs * missedMs) / (inStepMs - goneMs));
  }

  /** The newest write of a key, from `entry` back, that a replica has at atMs. */
  newestSeen(entry: number, replica: number, atMs: number): number {
    const { log } = this;
    let seen = entry;
    while (seen >= log.tail && this.arrivalMs(seen, replica) > atMs)
      seen = log.previous[log.at(seen)] as number;
    return seen;
  }

  /** Age at nowMs of the oldest acknowledged write that has not reached a replica [ms]; 0 when all have. */
  lagMs(replica: number, nowMs: number): number {
    const { log } = this;
    let entry = Math.max(this.arrivedTo[replica] as number, log.tail);
    while (entry < log.head && this.arrivalMs(entry, replica) <= nowMs) entry++;
    this.arrivedTo[replica] = entry;
    return entry === log.head ? 0 : Math.max(0, nowMs - (log.acknowledgedMs[log.at(entry)] as number));
  }

  /** On how many disks an entry is at nowMs. */
  copies(entry: number, nowMs: number): number {
    if (entry < this.log.tail) return this.count;
    let copies = 0;
    for (let i = 0; i < this.count; i++) if (this.arrivalMs(entry, i) <= nowMs) copies++;
    return copies;
  }

  /** Forgets the oldest entries that every replica has had for a while at nowMs. */
  trim(nowMs: number): void {
    const { log } = this;
    const beforeMs = nowMs - TRIM_SLACK_MS;
    while (log.tail < log.head) {
      const at = log.at(log.tail);
      if (log.acknowledgedMs[at] === NEVER) {
        if ((log.beganMs[at] as number) > beforeMs) return;
      } else for (let i = 0; i < this.count; i++) if (this.arrivalMs(log.tail, i) > beforeMs) return;
      log.tail++;
    }
  }

  /** The primary if it serves at nowMs, else -1; elects one when there was nobody to elect before. */
  primaryAt(nowMs: number): number {
    const { leader } = this;
    if (leader.replica < 0) this.elect(nowMs);
    return leader.servesAt(nowMs) ? leader.replica : -1;
  }

  /**
   * Where most replicas are in reach, the one of them with the longest log leads; among equals the one in step that got the
   * newest write first. What it does not have then, nobody will ever have.
   */
  private elect(nowMs: number): void {
    let reachable = 0;
    let longest = -1;
    let best = -1;
    for (let i = 0; i < this.count; i++) {
      if (!this.serves(i, nowMs)) continue;
      reachable++;
      const length = this.lengthAt(i, nowMs);
      if (length < longest || (length === longest && !this.isBetter(i, best, nowMs))) continue;
      longest = length;
      best = i;
    }
    if (reachable <= this.count / 2) return;
    this.leader.elect(best, nowMs);
    this.truncate(best, nowMs);
  }

  private isBetter(replica: number, than: number, nowMs: number): boolean {
    const inStep = this.inStep(replica, nowMs);
    if (inStep !== this.inStep(than, nowMs)) return inStep;
    return (this.lastArrivalMs[replica] as number) < (this.lastArrivalMs[than] as number);
  }

  /** Number of the entry after the newest one that a replica has at nowMs. */
  private lengthAt(replica: number, nowMs: number): number {
    let entry = this.log.head;
    while (entry > this.log.tail && this.arrivalMs(entry - 1, replica) > nowMs) entry--;
    return entry;
  }

  /** The new primary's log is the truth: acknowledged writes that it has not got are lost, and it misses nothing. */
  private truncate(primary: number, nowMs: number): void {
    const { log } = this;
    for (let entry = log.tail; entry < log.head; entry++)
      if (this.arrivalMs(entry, primary) > nowMs && (log.acknowledgedMs[log.at(entry)] as number) <= nowMs)
        this.lose(entry);
    if (this.inStep(primary, nowMs)) return;
    this.inStepMs[primary] = nowMs;
    this.lastArrivalMs[primary] = nowMs;
  }

  /** Nobody has an entry any more, nor ever will. */
  private lose(entry: number): void {
    const { log, count } = this;
    const at = log.at(entry);
    if (log.acknowledgedMs[at] === NEVER) return;
    this.lostAcknowledged++;
    log.acknowledgedMs[at] = NEVER;
    log.arrivalMs.fill(NEVER, at * count, (at + 1) * count);
  }

  /**
   * Whether an entry is on a replica's disk at nowMs, or on its way to it: whoever writes to all has sent it; of what a primary
   * sends later, only what its acknowledgement waits for is.
   */
  private holds(entry: number, replica: number, nowMs: number): boolean {
    const at = this.log.at(entry);
    const stored = this.log.arrivalMs[at * this.count + replica] as number;
    if (stored === MISSED) return this.arrivalMs(entry, replica) <= nowMs;
    return this.ordered ? stored <= Math.max(nowMs, this.log.acknowledgedMs[at] as number) : stored < NEVER;
  }

  private isEmpty(replica: number, nowMs: number): boolean {
    return this.wiped[replica] === 1 && nowMs < (this.inStepMs[replica] as number);
  }

  private catchUp(replica: number, nowMs: number): void {
    this.backMs[replica] = nowMs;
    this.inStepMs[replica] = nowMs + this.recoveryMs;
    this.lastArrivalMs[replica] = this.ordered ? nowMs + this.recoveryMs : nowMs;
  }

  private rebuild(replica: number, nowMs: number): void {
    let sources = 0;
    for (let i = 0; i < this.count; i++) if (this.serves(i, nowMs)) sources++;
    if (sources > this.count - this.write) this.catchUp(replica, nowMs);
  }

  /** A replica to read from: any in step, else any that is up and not empty, else -1; u is uniform. */
  pick(nowMs: number, u: number): number {
    let ready = 0;
    for (let i = 0; i < this.count; i++) if (this.inStep(i, nowMs)) ready++;
    const mustBeInStep = ready > 0;
    if (!mustBeInStep) for (let i = 0; i < this.count; i++) if (this.serves(i, nowMs)) ready++;
    let skip = Math.floor(u * ready);
    for (let i = 0; i < this.count; i++) {
      if (mustBeInStep ? !this.inStep(i, nowMs) : !this.serves(i, nowMs)) continue;
      if (skip-- === 0) return i;
    }
    return -1;
  }

  /**
   * At a crash: copies on their way are missed, but one that a promised acknowledgement counted is taken as
   * just arrived (its time was computed ahead; it errs by one leg at most).
   */
  private settle(replica: number, nowMs: number): void {
    const { log } = this;
    for (let entry = log.tail; entry < log.head; entry++) {
      const at = log.at(entry);
      const arrivalMs = this.arrivalMs(entry, replica);
      const promised = arrivalMs <= (log.acknowledgedMs[at] as number);
      const settledMs = arrivalMs <= nowMs ? arrivalMs : promised ? nowMs : MISSED;
      log.arrivalMs[at * this.count + replica] = settledMs;
    }
    // What settled as missed may have been counted as arrived by a look ahead of the clock.
    this.arrivedTo[replica] = log.tail;
  }

  /** Up to which write time a replica has everything at nowMs: the inverse of the catch-up line. */
  private caughtUpMs(replica: number, nowMs: number): number {
    const inStepMs = this.inStepMs[replica] as number;
    if (nowMs >= inStepMs) return nowMs;
    const goneMs = this.goneMs[replica] as number;
    return goneMs + ((nowMs - (this.backMs[replica] as number)) / this.recoveryMs) * (inStepMs - goneMs);
  }
}
