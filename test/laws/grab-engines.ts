import { compileDistribution, type DistributionSpec } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { Cache } from "../../src/model/storage/cache.ts";
import { CasEngine } from "../../src/model/storage/cas-engine.ts";
import { Database } from "../../src/model/storage/database.ts";
import { DbEngine } from "../../src/model/storage/db-engine.ts";
import { FifoEngine } from "../../src/model/storage/fifo-engine.ts";
import { GRAB_OUTCOME, type GrabOutcome } from "../../src/model/storage/grab-engine.ts";
import { Ledger } from "../../src/model/storage/ledger.ts";
import type { PacketEngine } from "../../src/model/storage/packet-engine.ts";
import { PacketStore } from "../../src/model/storage/packet-store.ts";
import { RateLimit } from "../../src/model/storage/rate-limit.ts";
import { ReplicaGroup } from "../../src/model/storage/replica-group.ts";
import { failoverAfter } from "./failover-after.ts";

export type EngineName = "fifo" | "db" | "cas";
export const ENGINES: readonly EngineName[] = ["fifo", "db", "cas"];

export const EXPIRY_MS = 5000;
export const GRACE_MS = 1000;

export interface Bench {
  sim: Simulation;
  engine: PacketEngine;
  store: PacketStore;
  ledger: Ledger;
  group: ReplicaGroup;
  /** Where the counters of `cas` are. */
  cache: Cache;
}

export interface BenchOptions {
  transactionsMax?: number;
  connections?: number;
  work?: DistributionSpec;
  deadlockCheckMs?: number;
  lockWaitMaxMs?: number;
  /** Legs of a write and its acknowledgement. */
  leg?: DistributionSpec;
  expiryMs?: number;
  commitsPerS?: number;
  retries?: number;
  losers?: "pass" | "refuse";
  operation?: DistributionSpec;
  seed?: string;
}

/** One engine over a database of its own, on a clock of its own. */
export function bench(name: EngineName, options: BenchOptions = {}): Bench {
  const sim = new Simulation({ name });
  const seed = options.seed ?? "grab";
  const leg = compileDistribution(options.leg ?? { kind: "exponential", mean: 1 });
  const group = new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 2,
    read: 1,
    discipline: "log",
    legsMs: { write: leg, ack: leg, read: leg, reply: leg },
    recoveryMs: 500,
    failover: failoverAfter(30, 20),
    stream: openStream(seed, "group"),
  });
  const store = new PacketStore({
    name: "packets",
    expiryMs: options.expiryMs ?? EXPIRY_MS,
    graceMs: GRACE_MS,
  });
  const ledger = new Ledger("ledger");
  const none = compileDistribution({ kind: "constant", value: 0 });
  const cache = new Cache({ latencyMs: none, hit: 1, stream: openStream(seed, "cache") });
  const common = {
    store,
    ledger,
    database: new Database({
      commits: new RateLimit({ ratePerS: options.commitsPerS ?? 2000, k: 1 }),
      group,
    }),
    transactions: {
      sim,
      name,
      k: 1,
      connections: options.connections ?? Number.POSITIVE_INFINITY,
      workMs: compileDistribution(options.work ?? { kind: "constant", value: 0.5 }),
      deadlockCheckMs: options.deadlockCheckMs ?? 0.04,
      lockWaitMaxMs: options.lockWaitMaxMs ?? 50_000,
      stream: openStream(seed, "transactions"),
    },
    stream: openStream(seed, "amounts"),
  };
  return { sim, engine: make(name, { ...common, cache }, options), store, ledger, group, cache };
}

function make(
  name: EngineName,
  common: ConstructorParameters<typeof DbEngine>[0] & { cache: Cache },
  options: BenchOptions,
) {
  switch (name) {
    case "fifo":
      return new FifoEngine({ ...common, serialMs: 0.1, transactionsMax: options.transactionsMax ?? 4 });
    case "db":
      return new DbEngine(common);
    case "cas":
      return new CasEngine({
        ...common,
        operationMs: compileDistribution(options.operation ?? { kind: "constant", value: 0.25 }),
        retries: options.retries ?? 3,
        losers: options.losers ?? "pass",
        operations: openStream(options.seed ?? "grab", "operations"),
      });
  }
}

/** What an engine answered to one call. */
export interface Answer {
  outcome: GrabOutcome;
  doneAtMs: number;
  amountFen: number;
  firstTime: boolean;
  ref: number;
}

/** Calls an engine and hears of every answer, at once or when it is settled. */
export class Caller {
  private readonly engine: PacketEngine;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  constructor({ engine }: Bench) {
    this.engine = engine;
    engine.onSettled = (ticket, outcome) => {
      const told = this.waiting.get(ticket);
      this.waiting.delete(ticket);
      told?.(this.answerOf(outcome));
    };
  }

  /** Calls that have no answer yet. */
  get pending(): number {
    return this.waiting.size;
  }

  call(make: (engine: PacketEngine) => GrabOutcome, told: (answer: Answer) => void = () => {}): void {
    const outcome = make(this.engine);
    if (outcome === GRAB_OUTCOME.pending) this.waiting.set(this.engine.ticket, told);
    else told(this.answerOf(outcome));
  }

  private answerOf(outcome: GrabOutcome): Answer {
    const { doneAtMs, amountFen, firstTime, ref } = this.engine;
    return { outcome, doneAtMs, amountFen, firstTime, ref };
  }
}
