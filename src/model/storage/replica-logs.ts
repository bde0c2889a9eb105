import { APART, MISSED, WriteLog } from "./write-log.ts";

/** Writes that reached every replica this long ago [ms] are forgotten: a write may be computed this far ahead of reads. */
const TRIM_SLACK_MS = 2000;
const NEVER = Number.POSITIVE_INFINITY;

export interface ReplicaLogsOptions {
  count: number;
  /** Whether copies arrive in the order of the log, which a primary makes. */
  ordered: boolean;
  /** How long a replica that was down takes to catch up [ms], at most with `catchUpFactor`. */
  recoveryMs: number;
  /** How many times as fast it works off writes as they were made, > 1; default: always `recoveryMs`. */
  catchUpFactor: number | undefined;
  /** Cap on remembered writes. */
  entriesMax: number;
}

/**
 * What each replica of a group has: when it got, or will get, each recent write, and whether it is up and in step.
 *
 * A replica that comes back catches up on a straight line: it works off the write times from `goneMs` (up to
 * which it had everything) to `inStepMs` between `backMs` and `inStepMs`.
 */
export class ReplicaLogs {
  readonly count: number;
  readonly log: WriteLog;
  /** By replica: when its newest copy arrives [ms]. */
  readonly lastArrivalMs: Float64Array;
  /** Acknowledged writes that no disk has any more, or that a new primary never got. */
  lostAcknowledged = 0;

  protected readonly ordered: boolean;
  private readonly recoveryMs: number;
  private readonly catchUpFactor: number | undefined;
  /** By replica: how long it takes to catch up, from when it is back [ms]. */
  private readonly takesMs: Float64Array;
  protected readonly down: Uint8Array;
  protected readonly wiped: Uint8Array;
  protected readonly goneMs: Float64Array;
  protected readonly backMs: Float64Array;
  protected readonly inStepMs: Float64Array;
  /** By replica: all entries before this one have arrived. */
  private readonly arrivedTo: Float64Array;

  constructor(options: ReplicaLogsOptions) {
    const { count } = options;
    this.count = count;
    this.ordered = options.ordered;
    this.recoveryMs = options.recoveryMs;
    this.catchUpFactor = options.catchUpFactor;
    this.takesMs = new Float64Array(count).fill(options.recoveryMs);
    this.log = new WriteLog(count, options.entriesMax);
    this.down = new Uint8Array(count);
    this.wiped = new Uint8Array(count);
    this.goneMs = new Float64Array(count).fill(-NEVER);
    this.backMs = new Float64Array(count).fill(-NEVER);
    this.inStepMs = new Float64Array(count).fill(-NEVER);
    this.lastArrivalMs = new Float64Array(count).fill(-NEVER);
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

  /** From nowMs on a replica gets nothing more. */
  protected halt(replica: number, nowMs: number): void {
    this.settle(replica, nowMs);
    if (!this.isEmpty(replica, nowMs)) {
      this.goneMs[replica] = this.caughtUpMs(replica, nowMs);
      this.wiped[replica] = 0;
    }
    this.backMs[replica] = NEVER;
    this.inStepMs[replica] = NEVER;
  }

  /** When a copy of an entry not older than the log's tail arrives at a replica [ms]; Infinity while unknown. */
  arrivalMs(entry: number, replica: number): number {
    const at = this.log.at(entry);
    const arrivalMs = this.log.arrivalMs[at * this.count + replica] as number;
    if (arrivalMs !== MISSED) return arrivalMs === APART ? NEVER : arrivalMs;
    const backMs = this.backMs[replica] as number;
    if (backMs === NEVER) return NEVER;
    if (this.wiped[replica] === 1) return this.inStepMs[replica] as number;
    const goneMs = this.goneMs[replica] as number;
    const inStepMs = this.inStepMs[replica] as number;
    const missedMs = Math.max(0, (this.log.beganMs[at] as number) - goneMs);
    return Math.min(inStepMs, backMs + ((this.takesMs[replica] as number) * missedMs) / (inStepMs - goneMs));
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

  /** Number of the entry after the newest one that a replica has at nowMs. */
  protected lengthAt(replica: number, nowMs: number): number {
    let entry = this.log.head;
    while (entry > this.log.tail && this.arrivalMs(entry - 1, replica) > nowMs) entry--;
    return entry;
  }

  /** Nobody has an entry any more, nor ever will. */
  protected lose(entry: number): void {
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
  protected holds(entry: number, replica: number, nowMs: number): boolean {
    const at = this.log.at(entry);
    const stored = this.log.arrivalMs[at * this.count + replica] as number;
    if (stored === MISSED || stored === APART) return this.arrivalMs(entry, replica) <= nowMs;
    return this.ordered ? stored <= Math.max(nowMs, this.log.acknowledgedMs[at] as number) : stored < NEVER;
  }

  protected isEmpty(replica: number, nowMs: number): boolean {
    return this.wiped[replica] === 1 && nowMs < (this.inStepMs[replica] as number);
  }

  protected catchUp(replica: number, nowMs: number): void {
    const empty = this.wiped[replica] === 1;
    const takesMs = empty ? this.recoveryMs : this.worksOffMs(nowMs - (this.goneMs[replica] as number));
    this.takesMs[replica] = takesMs;
    this.backMs[replica] = nowMs;
    this.inStepMs[replica] = nowMs + takesMs;
    this.lastArrivalMs[replica] = this.ordered ? nowMs + takesMs : nowMs;
  }

  /** How long it takes to work off the writes of awayMs, and those made meanwhile: T with factor x T = away + T [ms]. */
  private worksOffMs(awayMs: number): number {
    const { recoveryMs, catchUpFactor } = this;
    return catchUpFactor === undefined ? recoveryMs : Math.min(recoveryMs, awayMs / (catchUpFactor - 1));
  }

  /** Copies that were held back arrive on the same straight line on which replicas catch up. */
  protected spread(partedMs: number, nowMs: number): void {
    const { log, count } = this;
    const takesMs = this.worksOffMs(nowMs - partedMs);
    for (let entry = log.tail; entry < log.head; entry++) {
      const at = log.at(entry);
      const missedMs = (log.beganMs[at] as number) - partedMs;
      for (let i = 0; i < count; i++) {
        if (log.arrivalMs[at * count + i] !== APART) continue;
        const arrivalMs = nowMs + (takesMs * missedMs) / (nowMs - partedMs);
        log.arrivalMs[at * count + i] = this.serves(i, nowMs) ? arrivalMs : MISSED;
      }
    }
  }

  /**
   * At a crash: copies on their way are missed, but one that a promised acknowledgement counted is taken as
   * just arrived (its time was computed ahead; it errs by one leg at most).
   */
  private settle(replica: number, nowMs: number): void {
    const { log } = this;
    for (let entry = log.tail; entry < log.head; entry++) {
      const at = log.at(entry);
      if (log.arrivalMs[at * this.count + replica] === APART) continue;
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
    if (this.backMs[replica] === NEVER) return goneMs;
    return (
      goneMs +
      ((nowMs - (this.backMs[replica] as number)) / (this.takesMs[replica] as number)) * (inStepMs - goneMs)
    );
  }
}
