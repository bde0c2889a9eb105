import type { LogFlush } from "./log-flush.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { ReplicaGroup } from "./replica-group.ts";

export interface DatabaseOptions {
  /** Commits a second. */
  commits: RateLimit;
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

  private readonly flush: LogFlush | undefined;
  private readonly onWrite: ((atMs: number) => void) | undefined;

  constructor(options: DatabaseOptions) {
    this.commits = options.commits;
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
    return this.group.read(nowMs, entry);
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
    const startMs = this.commits.arrive(nowMs);
    const writtenMs = this.flush === undefined ? startMs : this.flush.arrive(startMs);
    const doneMs = this.group.write(writtenMs, previous);
    if (this.onWrite !== undefined && doneMs < Number.POSITIVE_INFINITY) this.onWrite(writtenMs);
    return doneMs;
  }
}
