import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, type LeafMeta, quantity } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";

/** Queues that faults may name. */
export const QUEUES = ["wallet"] as const;

function phxqueue(description: string): LeafMeta {
  return { description, mark: "published", source: "PhxQueue's sample configuration" };
}

/** Message queues of each set, and the job that finds what they lost. */
export const queuesSchema = z
  .strictObject({
    wallet: queue(),
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
        rate: quantity(rate, assumed("Credits that a set's scan repairs", "a fifth of what a set commits"), {
          positive: true,
        }).prefault("2k/s"),
      })
      .prefault({}),
  })
  .prefault({});

function queue() {
  return z
    .strictObject({
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
    })
    .prefault({});
}
