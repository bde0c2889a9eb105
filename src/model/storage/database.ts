import type { RateLimit } from "./rate-limit.ts";
import type { ReplicaGroup } from "./replica-group.ts";

export interface DatabaseOptions {
  /** Commits a second. */
  commits: RateLimit;
  group: ReplicaGroup;
}

/** A set's database as a commit sees it: how many there may be a second, then the copies' acknowledgement. */
export class Database {
  readonly commits: RateLimit;
  readonly group: ReplicaGroup;

  constructor(options: DatabaseOptions) {
    this.commits = options.commits;
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
    return this.group.write(this.commits.arrive(nowMs), previous);
  }
}
