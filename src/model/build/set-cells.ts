import { compileDistribution } from "../../kernel/distribution.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Histogram } from "../../stats/histogram.ts";
import { Ladder } from "../control/ladder.ts";
import { createOverloadControl } from "../control/overload-control.ts";
import { SetCell } from "../site/set-cell.ts";
import { Cache } from "../storage/cache.ts";
import { Ledger } from "../storage/ledger.ts";
import { LogFlush } from "../storage/log-flush.ts";
import { PacketStore } from "../storage/packet-store.ts";
import { Pool } from "../storage/pool.ts";
import { RateLimit } from "../storage/rate-limit.ts";
import { ReadPath } from "../storage/read-path.ts";
import { ReplicaGroup } from "../storage/replica-group.ts";
import { Workers } from "../storage/workers.ts";
import { makeBackOffice } from "./books.ts";
import { placesOfCopies } from "./copy-places.ts";
import { makeGrabEngine } from "./grab-engines.ts";
import { rungParams } from "./ladder-look.ts";
import { makePriorities, overloadParams } from "./overload-params.ts";
import type { PlannedIdc, PlannedSet } from "./plan.ts";
import type { TimelineLog } from "./timeline-log.ts";
import type { WorldParams } from "./world-params.ts";

/** How long a finished packet is remembered, so that a retry of its last opening finds its answer [ms]. */
const GRACE_MS = 60_000;

interface CellOptions {
  params: WorldParams;
  set: PlannedSet;
  sim: Simulation;
  staleness: Histogram;
  timeline: TimelineLog;
  /** Told of each write when its copies are sent to [ms]; default nobody. */
  onWrite?: (atMs: number) => void;
}

/** Builds one set from the scenario: all its parts at scale 1/k, each with a random stream of its own. */
export function makeSetCell(options: CellOptions): SetCell {
  const { params, set, sim, timeline } = options;
  const { scenario, seed, k } = params;
  const { sets, ladder, packets } = scenario;
  const stream = (cause: string) => openStream(seed, `${cause}/${set.name}`);
  const store = new PacketStore({ name: `${set.name} packets`, expiryMs: packets.expiry, graceMs: GRACE_MS });
  const ledger = new Ledger(set.name);
  const replicas = makeReplicas(options);
  const commits = new RateLimit({ ratePerS: sets.storage.commits, k });
  const flush =
    sets.storage.flush === undefined ? {} : { flush: new LogFlush({ flushMs: sets.storage.flush, k }) };
  const workers = makeWorkers(params, stream("database-workers"));
  const cache = makeCache(sets.cache, stream("cache"));
  const backupCache =
    sets.cache.backup === undefined ? undefined : makeCache(sets.cache.backup, stream("backup-cache"));
  const priorities = makePriorities(scenario, sets.logic.overload);
  return new SetCell({
    index: set.index,
    name: set.name,
    logic: new Pool({ servers: sets.logic.servers, k }),
    logicService: compileDistribution(sets.logic.serviceTime),
    overload: createOverloadControl(overloadParams(sets.logic.overload, priorities.businesses, k)),
    priorities,
    packets: store,
    engine: makeGrabEngine({
      sim,
      name: set.name,
      k,
      grab: sets.grab,
      storage: sets.storage,
      store,
      ledger,
      commits,
      ...workers,
      ...flush,
      group: replicas,
      cache,
      ...(options.onWrite === undefined ? {} : { onWrite: options.onWrite }),
      stream,
    }),
    commits,
    ...workers,
    ...flush,
    replicas,
    caches: backupCache === undefined ? [cache] : [cache, backupCache],
    reads: new ReadPath({
      cache,
      ...(backupCache === undefined ? {} : { backupCache }),
      group: replicas,
      ...(sets.storage.reads === undefined
        ? {}
        : { limit: new RateLimit({ ratePerS: sets.storage.reads, k }) }),
      ...workers,
      singleFlight: sets.cache.singleFlight,
      ...(sets.storage.hedge === undefined ? {} : { hedgeMs: sets.storage.hedge }),
      fallBackToPrimary: sets.storage.mode === "leader" && sets.storage.readFallback === "primary",
    }),
    ledger,
    office: makeBackOffice(params, set, sim),
    ladder: new Ladder(
      { part: set.name, rungs: rungParams(ladder.rungs), dwellMs: ladder.dwell, settleMs: ladder.settle },
      timeline.sink,
    ),
    gives: ladder.rungs.map((rung) => rung.gives),
    saves: ladder.rungs.map((rung) => rung.saves),
    stream: stream("logic"),
    grayStream: stream("gray"),
  });
}

type CachePlan = Pick<Scenario["sets"]["cache"], "latency" | "hit" | "expiry">;

function makeCache({ latency, hit, expiry }: CachePlan, stream: RandomStream): Cache {
  return new Cache({
    latencyMs: compileDistribution(latency),
    hit,
    stream,
    ...(expiry === undefined ? {} : { expiryMs: expiry }),
  });
}

/** None where the scenario names none. */
function makeWorkers({ scenario, k }: WorldParams, stream: RandomStream): { workers?: Workers } {
  const { workers } = scenario.sets.storage;
  if (workers === undefined) return {};
  const { count, read, commit } = workers;
  const laws = { readMs: compileDistribution(read), commitMs: compileDistribution(commit) };
  return { workers: new Workers({ count, k, ...laws, stream }) };
}

function makeReplicas({ params, set, staleness }: CellOptions): ReplicaGroup {
  const { storage } = params.scenario.sets;
  const places = placesOfCopies(params.plan.idcs[set.idc] as PlannedIdc, params);
  return new ReplicaGroup({
    name: set.name,
    replicas: storage.replicas,
    write: storage.write,
    read: storage.read,
    discipline: storage.mode === "leader" ? "log" : "independent",
    legsMs: params.laws,
    ...(places === undefined ? {} : { places }),
    asyncLagMs: params.laws.asyncLag,
    ...(storage.ackTimeout === undefined ? {} : { ackTimeoutMs: storage.ackTimeout }),
    recoveryMs: storage.recovery,
    ...(storage.catchUp === undefined ? {} : { catchUpFactor: storage.catchUp }),
    failover: {
      detectionMs: compileDistribution(storage.failover.detection),
      electionMs: compileDistribution(storage.failover.election),
      stream: openStream(params.seed, `failover/${set.name}`),
    },
    stream: openStream(params.seed, `replicas/${set.name}`),
    sidesStream: openStream(params.seed, `sides/${set.name}`),
    stalenessMs: staleness,
  });
}
