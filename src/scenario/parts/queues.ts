import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, flag, type LeafMeta, quantity, word } from "../leaf.ts";
import { count, factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";

/** Queues that faults may name. */
export const QUEUES = ["wallet", "lists", "orders"] as const;
export type QueueName = (typeof QUEUES)[number];

function phxqueue(description: string): LeafMeta {
  return { description, mark: "published", source: "PhxQueue's sample configuration" };
}

/** Message queues of each set, and the job that finds what they lost. */
export const queuesSchema = z
  .strictObject({
    wallet: queue().prefault({}),
    /** Entries of what users have received: one for each share opened. Kept where they are given. */
    lists: queue().optional(),
    /** Records of the orders made, for the senders' lists and the books of account. */
    orders: queue().optional(),
    allowedLag: quantity(
      duration,
      assumed(
        "How late a credit may be before the money counts as wrong",
        "users look at their balance after seconds",
      ),
      { positive: true },
    ).prefault("5s"),
    reconciliation: z
      .strictObject({
        every: quantity(
          duration,
          assumed("Time between two scans of a set's books", "near real time, no figure"),
          // Each scan is an event of each set: a run of scans only would never end.
          { min: 1 },
        ).prefault("10s"),
        lag: quantity(
          duration,
          assumed("Age from which a missing credit is looked for", "retries come first"),
        ).prefault("30s"),
        rate: repairs().prefault("2k/s"),
        reach: reach().optional(),
        scan: scan().optional(),
        enabled: flag(assumed("Whether the books are reconciled at all", "they were")).prefault(true),
        further: z
          .array(
            z.strictObject({
              every: quantity(duration, pass("Time between two scans of this pass"), { min: 1 }),
              lag: quantity(duration, pass("Age from which it looks for what is missing")),
              rate: repairs(),
              reach: reach().optional(),
              scan: scan().optional(),
            }),
          )
          .prefault([]),
      })
      .prefault({}),
  })
  .prefault({});

function queue() {
  return z.strictObject({
    partitions: quantity(count, assumed("Partitions of a set's queue", "no source"), {
      positive: true,
      max: 1000,
    }).prefault(4),
    consumers: quantity(
      count,
      assumed("Consumers of a set's queue", "80 k credits/s seen, 200 k/s prepared for"),
      {
        positive: true,
      },
    ).prefault(64),
    serviceTime: distribution(duration, assumed("Time to credit one wallet", "one transaction")).prefault({
      exponential: "3ms",
    }),
    batch: z
      .strictObject({
        size: quantity(count, assumed("Most messages fetched at once", "no source"), {
          positive: true,
        }).prefault(16),
        wait: quantity(duration, phxqueue("How long a batch is collected")).prefault("20ms"),
      })
      .prefault({}),
    pollIdle: quantity(duration, phxqueue("How long a consumer that found nothing sleeps"), {
      positive: true,
    }).prefault("200ms"),
    fetch: quantity(
      duration,
      assumed(
        "From a consumer's asking for messages until it has them",
        "in one campus, below the wait for a batch",
      ),
    ).prefault("0ms"),
    prefetch: quantity(
      count,
      assumed(
        "Unacknowledged messages a consumer may hold, fetched ahead; one batch at a time where absent",
        "no source",
      ),
      { positive: true, max: 65535 },
    ).optional(),
    retries: quantity(
      count,
      assumed("Times a failed message is tried again before it is dead", "no source"),
      { max: 1000 },
    ).prefault(5),
    retryPause: quantity(duration, phxqueue("Pause before a failed message is tried again")).prefault("1s"),
    loss: quantity(
      share,
      assumed("Share of the messages lost on the way into the queue", "flushed before acknowledged"),
    ).prefault("0%"),
    failure: quantity(share, assumed("Share of the tries that fail", "no source")).prefault("0.1%"),
    ackLoss: quantity(
      share,
      assumed(
        "Share of the tries that work, but whose acknowledgement is lost: they come again",
        "no source",
      ),
    ).prefault("0%"),
    unrecognised: quantity(
      share,
      assumed(
        "Share of the messages that come again and are not recognised: they are written twice",
        "consumers are idempotent",
      ),
    ).prefault("0%"),
    backOff: quantity(
      factor,
      assumed(
        "So many times as long as the one before is each pause before another try",
        "the pauses published are alike",
      ),
      { min: 1 },
    ).prefault(1),
    retryPauseMax: quantity(duration, assumed("The longest of these pauses", "no source")).prefault("1min"),
    replayAfter: quantity(
      duration,
      assumed("How long the dead wait until they are given back; never where absent", "no source"),
      { min: 1 },
    ).optional(),
    order: word(
      ["none", "user"],
      assumed(
        "Whose messages stay in order: nobody's, or each user's, which a failed one holds up",
        "no source",
      ),
    ).prefault("none"),
    depthMax: quantity(
      count,
      assumed("Messages from which on a set's queue is full; never where absent", "no source"),
      { positive: true },
    ).optional(),
    whenFull: word(
      ["spill", "refuse"],
      assumed(
        "What then becomes of more: kept on the publishers' disks, or the openings refused",
        "no source",
      ),
    ).prefault("spill"),
    brokers: brokers(),
  });
}

function brokers() {
  return z
    .strictObject({
      count: quantity(count, assumed("Brokers that a queue's partitions are dealt to in turn", "no source"), {
        positive: true,
        max: 100,
      }).prefault(2),
      flush: quantity(duration, phxqueue("How often a broker flushes to its disk and its copy"), {
        positive: true,
      }).prefault("20ms"),
      acknowledge: word(
        ["flushed", "taken"],
        phxqueue("When a publication is acknowledged: when it is flushed, or when it is taken"),
      ).prefault("flushed"),
      publishTimeout: quantity(
        duration,
        phxqueue("How long a publisher waits before it goes to another broker"),
        {
          positive: true,
        },
      ).prefault("1.5s"),
      failover: quantity(
        duration,
        assumed("From the loss of a broker until its copy has taken over", "as for a set's database"),
      ).prefault("10s"),
    })
    .prefault({});
}

function repairs() {
  return quantity(rate, assumed("Credits that a set's scan repairs", "a fifth of what a set commits"), {
    positive: true,
  });
}

function reach() {
  return quantity(duration, assumed("Age up to which a scan looks; any where absent", "no source"), {
    positive: true,
  });
}

function scan() {
  return quantity(rate, assumed("Records that a set's scan reads; any number where absent", "no source"), {
    positive: true,
  });
}

function pass(description: string): LeafMeta {
  return assumed(description, "minute-level passes and a full one a day, no figures");
}
