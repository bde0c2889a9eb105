import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Ladder } from "../control/ladder.ts";
import type { OverloadControl } from "../control/overload-control.ts";
import type { MessageCentre } from "../messaging/message-centre.ts";
import type { MessageQueue } from "../messaging/queue.ts";
import type { Reconciliation } from "../messaging/reconciliation.ts";
import type { GrabEngine } from "../storage/grab-engine.ts";
import type { Ledger } from "../storage/ledger.ts";
import type { PacketStore } from "../storage/packet-store.ts";
import type { Pool } from "../storage/pool.ts";
import type { RateLimit } from "../storage/rate-limit.ts";
import type { ReadPath } from "../storage/read-path.ts";
import type { ReplicaGroup } from "../storage/replica-group.ts";

/** What a rung of the ladder gives up. */
export type Gives = "avatars" | "details" | "credit";

export interface SetCellParts {
  /** Number of the set, over all IDCs. */
  index: number;
  name: string;
  /** Logic servers, and the time one request takes one of them [ms]. */
  logic: Pool;
  logicService: Distribution;
  overload: OverloadControl;
  packets: PacketStore;
  engine: GrabEngine;
  commits: RateLimit;
  replicas: ReplicaGroup;
  reads: ReadPath;
  ledger: Ledger;
  queue: MessageQueue;
  centre: MessageCentre;
  reconciliation: Reconciliation;
  ladder: Ladder;
  /** What each rung gives up and what share of the logic's work it saves. */
  gives: readonly Gives[];
  saves: readonly number[];
  stream: RandomStream;
}

/**
 * A set: a self-contained cell of logic servers, cache, replica group and queue. An order lives in one set for life,
 * so nothing here ever asks another set.
 */
export class SetCell {
  readonly parts: SetCellParts;
  /** When the request let in last has been through the logic servers [ms]. */
  readyMs = 0;
  /** Requests let in, refused at the door, and asked for what the database could not do. */
  entered = 0;
  refused = 0;
  unavailable = 0;
  /** Orders created and shares opened. */
  created = 0;
  opened = 0;
  private databaseFailures = 0;
  private consumersStops = 0;
  private deferring = false;

  constructor(parts: SetCellParts) {
    this.parts = parts;
  }

  /** A request comes to the logic servers now. False when it is refused; else `readyMs` tells when it is through. */
  enter(nowMs: number): boolean {
    const { logic, logicService, overload, stream } = this.parts;
    if (!overload.admit(nowMs, stream)) {
      this.refused++;
      return false;
    }
    this.entered++;
    const serviceMs = logicService.sample(stream) * this.workLeft();
    const startMs = logic.arrive(nowMs, serviceMs);
    overload.observe(startMs - nowMs, startMs);
    this.readyMs = startMs + serviceMs;
    return true;
  }

  /** Whether the database answers nothing: commits fail, reads find the caches only. */
  get databaseDown(): boolean {
    return this.databaseFailures > 0;
  }

  /** The database goes away, for one more reason. */
  databaseFails(): void {
    this.databaseFailures++;
  }

  /** One such reason has gone. */
  databaseReturns(): void {
    this.databaseFailures--;
  }

  /** Whether what this kind of rung gives up is left out now. */
  givesUp(what: Gives): boolean {
    const { ladder, gives } = this.parts;
    for (let rung = 0; rung < ladder.level; rung++) if (gives[rung] === what) return true;
    return false;
  }

  /** Tells the ladder how busy the set has been, and puts off credits while their rung is taken. */
  climb(nowMs: number, utilisation: number): void {
    this.parts.ladder.update(nowMs, utilisation);
    const deferring = this.givesUp("credit");
    if (deferring === this.deferring) return;
    this.deferring = deferring;
    if (deferring) this.stopConsumers();
    else this.resumeConsumers();
  }

  /** One more reason for which the queue's consumers do not work. */
  stopConsumers(): void {
    if (this.consumersStops++ === 0) this.parts.queue.stop();
  }

  /** One such reason has gone. */
  resumeConsumers(): void {
    if (--this.consumersStops === 0) this.parts.queue.resume();
  }

  private workLeft(): number {
    const { ladder, saves } = this.parts;
    let left = 1;
    for (let rung = 0; rung < ladder.level; rung++) left -= saves[rung] as number;
    return left;
  }
}
