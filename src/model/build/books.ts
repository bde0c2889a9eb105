import { compileDistribution } from "../../kernel/distribution.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { BackOffice } from "../messaging/back-office.ts";
import { BOOKS, Book, type BookName } from "../messaging/book.ts";
import { MessageCentre } from "../messaging/message-centre.ts";
import { MessageQueue } from "../messaging/queue.ts";
import type { BrokerOptions } from "../messaging/queue-options.ts";
import { Reconciliation } from "../messaging/reconciliation.ts";
import type { PlannedSet } from "./plan.ts";
import { PART_WINDOW_MS, type WorldParams } from "./world-params.ts";

type QueueSpec = Scenario["queues"]["wallet"];

/** The books of one set that the scenario has: wallets always, lists and orders where their queues are given. */
export function makeBackOffice(params: WorldParams, set: PlannedSet, setSim: Simulation): BackOffice {
  return new BackOffice(`${set.name} back office`, setSim, (simulation) =>
    BOOKS.flatMap((name) => {
      const spec = params.scenario.queues[name];
      return spec === undefined ? [] : [makeBook(params, set, simulation, name, spec)];
    }),
  );
}

function makeBook(
  params: WorldParams,
  set: PlannedSet,
  simulation: Simulation,
  name: BookName,
  spec: QueueSpec,
): Book {
  const { scenario, k, seed } = params;
  const { allowedLag, reconciliation } = scenario.queues;
  const centre = new MessageCentre({
    name: `${set.name} ${name}`,
    allowedLagMs: allowedLag,
    windowMs: PART_WINDOW_MS,
    ...(spec.unrecognised > 0
      ? { unrecognised: { share: spec.unrecognised, stream: openStream(seed, `${name} again/${set.name}`) } }
      : {}),
  });
  const queue = new MessageQueue({
    name: `${set.name}/${name}`,
    simulation,
    k,
    partitions: spec.partitions,
    consumers: spec.consumers,
    serviceMs: compileDistribution(spec.serviceTime),
    batchSize: spec.batch.size,
    batchWaitMs: spec.batch.wait,
    pollIdleMs: spec.pollIdle,
    fetchMs: spec.fetch,
    ...(spec.prefetch === undefined ? {} : { prefetch: spec.prefetch }),
    retries: spec.retries,
    retryPauseMs: spec.retryPause,
    backOff: spec.backOff,
    retryPauseMaxMs: spec.retryPauseMax,
    lossChance: spec.loss,
    failureChance: spec.failure,
    ackLossChance: spec.ackLoss,
    ordered: spec.order === "user",
    ...(spec.replayAfter === undefined ? {} : { replayAfterMs: spec.replayAfter }),
    ...(spec.depthMax === undefined ? {} : { depthMax: spec.depthMax }),
    ...brokersOf(scenario, name, spec),
    stream: openStream(seed, `${name}/${set.name}`),
    consume: (claim, atMs) => centre.credit(claim, atMs),
  });
  const { further, enabled, ...first } = reconciliation;
  const passes = (enabled ? [first, ...further] : []).map(
    ({ every, lag, rate, reach, scan }, i) =>
      new Reconciliation({
        name: `${set.name} ${name} reconciliation ${i}`,
        simulation,
        centre,
        queue,
        k,
        everyMs: every,
        lagMs: lag,
        ratePerS: rate,
        ...(reach === undefined ? {} : { reachMs: reach }),
        ...(scan === undefined ? {} : { scanPerS: scan }),
      }),
  );
  return new Book({ name, centre, queue, passes, refusesWhenFull: spec.whenFull === "refuse", simulation });
}

/** A queue knows its brokers only where one of them is ever lost: it has to remember what they have not flushed. */
function brokersOf({ faults }: Scenario, name: BookName, spec: QueueSpec): { brokers?: BrokerOptions } {
  if (!faults.some((fault) => fault.kind === "loseBroker" && fault.queue === name)) return {};
  const { count, flush, acknowledge, publishTimeout, failover } = spec.brokers;
  return {
    brokers: {
      count,
      flushMs: flush,
      acknowledges: acknowledge,
      publishTimeoutMs: publishTimeout,
      failoverMs: failover,
    },
  };
}
