import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, flag, type LeafMeta, quantity } from "../leaf.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";

const LATENCY: LeafMeta = {
  description: "Time of one cache operation",
  mark: "published",
  source: "Redis documentation: 0.2 to 0.3 ms inside a data centre",
};

/** A set's cache, in front of its replica group. */
export const cacheSchema = z
  .strictObject({
    latency: distribution(duration, LATENCY).prefault({ exponential: "0.25ms" }),
    hit: quantity(
      share,
      assumed(
        "Share of the reads that the cache answers",
        "packets are read within seconds of being written",
      ),
    ).prefault("95%"),
    expiry: expiry("the cache"),
    singleFlight: flag(
      assumed(
        "Whether those who miss the same packet while it is being read from the database wait for that read",
        "nobody says; without, a lost cache ends in a stampede",
      ),
    ).prefault(false),
    backup: z
      .strictObject({
        latency: distribution(duration, LATENCY).prefault({ exponential: "0.25ms" }),
        hit: quantity(
          share,
          assumed("Share of the reads that come this far and are answered", "evicts as the first one does"),
        ).prefault("95%"),
        expiry: expiry("the backup cache"),
      })
      .optional(),
  })
  .prefault({});

function expiry(where: string) {
  return quantity(
    duration,
    assumed(`How long a packet stays in ${where} at most; for ever where absent`, "a what-if"),
    { positive: true },
  ).optional();
}
