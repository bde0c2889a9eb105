import { compileDistribution, type DistributionSpec } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { MessageCentre } from "../../../src/model/messaging/message-centre.ts";
import { MessageQueue, type MessageQueueOptions } from "../../../src/model/messaging/queue.ts";
import { Reconciliation, type ReconciliationOptions } from "../../../src/model/messaging/reconciliation.ts";

/** A message centre, its queue and its reconciliation, with a publisher of Poisson openings. */
export function desk(
  options: Partial<Omit<MessageQueueOptions, "serviceMs">> & {
    service?: DistributionSpec;
    seed?: string;
    /** Whether openings are of seven users, one after another. */
    keyed?: boolean;
    /** Share of the records that come again and are written once more. */
    unrecognised?: number;
  } = {},
) {
  const {
    seed = "desk",
    service = { kind: "exponential", mean: 3 },
    keyed = false,
    unrecognised,
    ...rest
  } = options;
  const simulation = new Simulation();
  const centre = new MessageCentre({
    name: "wallets",
    allowedLagMs: 5000,
    windowMs: 1000,
    ...(unrecognised === undefined
      ? {}
      : { unrecognised: { share: unrecognised, stream: openStream(seed, "again") } }),
  });
  const queue = new MessageQueue({
    name: "wallet",
    simulation,
    k: 1,
    partitions: 4,
    consumers: 8,
    batchSize: 16,
    batchWaitMs: 20,
    pollIdleMs: 200,
    retries: 5,
    retryPauseMs: 1000,
    lossChance: 0,
    failureChance: 0,
    serviceMs: compileDistribution(service),
    stream: openStream(seed, "queue"),
    consume: (claim, atMs) => centre.credit(claim, atMs),
    ...rest,
  });
  const arrivals = openStream(seed, "arrivals");
  let gapMs = 1;
  let untilMs = 0;
  const open = simulation.register(() => {
    const claim = centre.owe(simulation.now, simulation.now, 100);
    queue.publish(simulation.now, claim, keyed ? claim % 7 : 0);
    const nextMs = simulation.now + arrivals.exponential(gapMs);
    if (nextMs < untilMs) simulation.at(nextMs, open);
  });
  return {
    simulation,
    centre,
    queue,
    /** Openings at ratePerS until toMs. */
    openUntil(toMs: number, ratePerS: number): void {
      untilMs = toMs;
      gapMs = 1000 / ratePerS;
      simulation.after(arrivals.exponential(gapMs), open);
    },
    reconcile(
      toMs: number,
      ratePerS = 2000,
      more: Partial<Pick<ReconciliationOptions, "everyMs" | "reachMs" | "scanPerS">> = {},
    ): Reconciliation {
      const job = new Reconciliation({
        name: "reconciliation",
        simulation,
        centre,
        queue,
        k: queue.k,
        everyMs: 10_000,
        lagMs: 30_000,
        ratePerS,
        ...more,
      });
      job.start(toMs);
      return job;
    },
  };
}
