import { compileDistribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Cache } from "../storage/cache.ts";
import { CasEngine } from "../storage/cas-engine.ts";
import { Database } from "../storage/database.ts";
import { DbEngine } from "../storage/db-engine.ts";
import { FifoEngine } from "../storage/fifo-engine.ts";
import type { Ledger } from "../storage/ledger.ts";
import type { LogFlush } from "../storage/log-flush.ts";
import type { PacketEngine } from "../storage/packet-engine.ts";
import type { PacketStore } from "../storage/packet-store.ts";
import type { RateLimit } from "../storage/rate-limit.ts";
import type { ReplicaGroup } from "../storage/replica-group.ts";
import type { Workers } from "../storage/workers.ts";

export interface GrabEngineOptions {
  sim: Simulation;
  name: string;
  k: number;
  grab: Scenario["sets"]["grab"];
  storage: Pick<Scenario["sets"]["storage"], "connections" | "work" | "deadlockCheck" | "lockWait">;
  store: PacketStore;
  ledger: Ledger;
  /** Commits a second of the set's database. */
  commits: RateLimit;
  /** What its commits need, as reads do; default as many as come. */
  workers?: Workers;
  /** The flush of its log; default none of its own. */
  flush?: LogFlush;
  group: ReplicaGroup;
  /** The cache with the counters of `cas`; default one that is never lost. */
  cache?: Cache;
  /** Told of each write when its copies are sent to [ms]; default nobody. */
  onWrite?: (atMs: number) => void;
  /** The random stream of a cause, for this set alone. */
  stream: (cause: string) => RandomStream;
}

/** The grab engine that a scenario names, over a set's packets and its database. */
export function makeGrabEngine(options: GrabEngineOptions): PacketEngine {
  const { sim, name, k, grab, storage, store, ledger, stream } = options;
  const common = {
    store,
    ledger,
    database: new Database({
      commits: options.commits,
      group: options.group,
      ...(options.workers === undefined ? {} : { workers: options.workers }),
      ...(options.flush === undefined ? {} : { flush: options.flush }),
      ...(options.onWrite === undefined ? {} : { onWrite: options.onWrite }),
    }),
    transactions: {
      sim,
      name,
      k,
      connections: storage.connections ?? Number.POSITIVE_INFINITY,
      workMs: compileDistribution(storage.work),
      deadlockCheckMs: storage.deadlockCheck,
      lockWaitMaxMs: storage.lockWait,
      stream: stream("transactions"),
    },
    stream: stream("amounts"),
  };
  switch (grab.engine) {
    case "fifo":
      return new FifoEngine({
        ...common,
        serialMs: grab.serialTime,
        transactionsMax: grab.transactionsMax,
      });
    case "db":
      return new DbEngine(common);
    case "cas":
      return new CasEngine({
        ...common,
        operationMs: compileDistribution(grab.operation),
        retries: grab.retries,
        losers: grab.losers,
        operations: stream("counters"),
        ...(options.cache === undefined ? {} : { cache: options.cache }),
      });
  }
}
