import type { LogFlush } from "./log-flush.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { ReplicaGroup } from "./replica-group.ts";

export interface DatabaseOptions {
  /** Commits a second. */
  commits: RateLimit;
  /** The flush of its log before the copies are sent to; default none of its own. */
  flush?: LogFlush;
  group: ReplicaGroup;
}

/** A set's database as a commit sees it: how many there may be a second, the flush of its log, then the copies' acknowledgement. */
export class Database {
  readonly commits: RateLimit;
  readonly group: ReplicaGroup;

  private readonly flush: LogFlush | undefined;

  constructor(options: DatabaseOptions) {
    this.commits = options.commits;
    this.flush = options.flush;
    this.group = options.group;
  }

  /** The last commit's entry in the replica group's log. */
  get entry(): number {
    return this.group.entry;
  }

  /**
   * Commits at nowMs a change of a row whose last entry was `previous` (-1: none). Returns when it is acknowledged
   * [ms]; Infinity when it cannot be, then nothing is written.
   */
  commit(nowMs: number, previous: number): number {
    const startMs = this.commits.arrive(nowMs);
    return this.group.write(this.flush === undefined ? startMs : this.flush.arrive(startMs), previous);
  }
}
