import { compileDistribution } from "../../kernel/distribution.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabSet as LabSetPlan } from "../../scenario/lab/lab-scenario.ts";
import { makeGrabEngine } from "../build/grab-engines.ts";
import { GRAB_OUTCOME, type GrabOutcome } from "../storage/grab-engine.ts";
import { Ledger } from "../storage/ledger.ts";
import { LogFlush } from "../storage/log-flush.ts";
import type { PacketEngine } from "../storage/packet-engine.ts";
import { PacketStore } from "../storage/packet-store.ts";
import { RateLimit } from "../storage/rate-limit.ts";
import { ReplicaGroup } from "../storage/replica-group.ts";

/** Told how a call was answered, and when the answer is there [ms]. */
type Told = (outcome: GrabOutcome, doneAtMs: number) => void;

/** How long an emptied packet is remembered, for those who have been told that they have a share [ms]. */
const GRACE_MS = 60_000;

/** A set of a lab: the architecture's grab engine over a database of its own, at full size. */
export class LabSet {
  readonly store: PacketStore;
  readonly engine: PacketEngine;
  private readonly waiting = new Map<number, Told>();

  constructor({ sim, plan, seed }: { sim: Simulation; plan: LabSetPlan; seed: string }) {
    const { id, grab, database } = plan;
    const stream = (cause: string) => openStream(seed, `${cause}/${id}`);
    const write = compileDistribution(database.legs.write);
    const ack = compileDistribution(database.legs.ack);
    this.store = new PacketStore({ name: id, expiryMs: Number.POSITIVE_INFINITY, graceMs: GRACE_MS });
    this.engine = makeGrabEngine({
      sim,
      name: id,
      k: 1,
      grab,
      storage: database,
      store: this.store,
      ledger: new Ledger(id),
      commits: new RateLimit({ ratePerS: database.commits, k: 1 }),
      ...(database.flush === undefined ? {} : { flush: new LogFlush({ flushMs: database.flush, k: 1 }) }),
      group: new ReplicaGroup({
        name: id,
        replicas: database.replicas,
        write: database.write,
        read: 1,
        discipline: "log",
        legsMs: { write, ack, read: ack, reply: ack },
        recoveryMs: 0,
        stream: stream("replicas"),
      }),
      stream,
    });
    this.engine.onSettled = (ticket, outcome) => {
      const told = this.waiting.get(ticket) as Told;
      this.waiting.delete(ticket);
      told(outcome, this.engine.doneAtMs);
    };
  }

  /** Calls the engine; `told` hears of the answer at once, or when the database is done with it. */
  call(make: (engine: PacketEngine) => GrabOutcome, told: Told): void {
    const outcome = make(this.engine);
    if (outcome === GRAB_OUTCOME.pending) this.waiting.set(this.engine.ticket, told);
    else told(outcome, this.engine.doneAtMs);
  }
}
