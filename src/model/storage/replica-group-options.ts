import type { Distribution } from "../../kernel/distribution.ts";
import { InvariantError } from "../../kernel/invariant.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { CopyPlaces } from "./copy-ways.ts";
import type { FailoverLaws } from "./leader.ts";
import type { Recorder } from "./staleness.ts";

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
  /** What the way to each copy adds to its legs; default nothing, the legs hold it. */
  places?: CopyPlaces;
  /** Extra time of a copy beyond the W-th in `log` [ms]; default none. */
  asyncLagMs?: Distribution;
  /** For how long one draw of the asynchronous lag holds on a replica [ms]; default 1 s. */
  asyncLagHoldMs?: number;
  /** In `log`: how long a primary waits for the W-th answer before it acknowledges alone [ms]; default for ever. */
  ackTimeoutMs?: number;
  /** How long a replica that was down takes to catch up [ms], at most with `catchUpFactor`. */
  recoveryMs: number;
  /** How many times as fast it works off writes as they were made, > 1; default: always `recoveryMs`. */
  catchUpFactor?: number;
  /** In `log`: how long it takes until another replica is primary; default at once. */
  failover?: FailoverLaws;
  stream: RandomStream;
  /** Says on which side a caller stands while the group is parted; default the same. */
  sidesStream?: RandomStream;
  /** Where the age of what stale reads missed goes [ms]; default nowhere. */
  stalenessMs?: Recorder;
  /** Cap on remembered writes; default 2^20. */
  entriesMax?: number;
}

/** @throws InvariantError where N copies cannot have such quorums */
export function expectQuorums({ name, replicas: n, write, read }: ReplicaGroupOptions): void {
  if (Number.isInteger(n) && n >= 1 && n <= 64 && write >= 1 && write <= n && read >= 1 && read <= n) return;
  throw new InvariantError(name, `N=${n}, W=${write}, R=${read} is no replica group`);
}
