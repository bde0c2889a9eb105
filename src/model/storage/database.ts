import type { LogFlush } from "./log-flush.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { ReplicaGroup } from "./replica-group.ts";
import type { Workers } from "./workers.ts";

export interface DatabaseOptions {
  /** Commits a second. */
  commits: RateLimit;
  /** What its reads and commits both need; default as many as come. */
  workers?: Workers;
  /** The flush of its log before the copies are sent to; default none of its own. */
  flush?: LogFlush;
  group: ReplicaGroup;
  /** Told of each write when its copies are sent to [ms]; default nobody. */
  onWrite?: (atMs: number) => void;
}

/** A set's database as a commit sees it: how many there may be a second, the flush of its log, then the copies' acknowledgement. */
export class Database {
  readonly commits: RateLimit;
  readonly group: ReplicaGroup;

  private readonly workers: Workers | undefined;
  private readonly flush: LogFlush | undefined;
  private readonly onWrite: ((atMs: number) => void) | undefined;

  constructor(options: DatabaseOptions) {
    this.commits = options.commits;
    this.workers = options.workers;
    this.flush = options.flush;
    this.onWrite = options.onWrite;
    this.group = options.group;
  }

  /** The last commit's entry in the replica group's log. */
  get entry(): number {
    return this.group.entry;
  }

  /** Reads at nowMs a row whose newest entry is `entry`; returns when it is there [ms], Infinity if never. */
  read(nowMs: number, entry: number): number {
    const { workers } = this;
    if (workers === undefined) return this.group.read(nowMs, entry);
    return this.group.read(workers.read(nowMs), entry) + workers.tookMs;
  }

  /** Acknowledged versions of its row that the last read missed. */
  get versionsMissed(): number {
    return this.group.staleness.versionsBehind;
  }

  /**
   * Commits at nowMs a change of a row whose last entry was `previous` (-1: none). Returns when it is acknowledged
   * [ms]; Infinity when it cannot be, then nothing is written.
   */
  commit(nowMs: number, previous: number): number {
    const turnMs = this.commits.arrive(nowMs);
    const startMs = this.workers === undefined ? turnMs : this.workers.commit(turnMs);
    const writtenMs = this.flush === undefined ? startMs : this.flush.arrive(startMs);
    const acknowledgedMs = this.group.write(writtenMs, previous);
    // Added in the end: the log is in the order in which workers begin, so nobody in it waits for a slow one before.
    const doneMs = acknowledgedMs + (this.workers?.tookMs ?? 0);
    if (this.onWrite !== undefined && doneMs < Number.POSITIVE_INFINITY) this.onWrite(writtenMs);
    return doneMs;
  }
}
