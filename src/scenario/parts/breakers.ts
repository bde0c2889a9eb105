import { z } from "zod";
import { assumed, type LeafMeta, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";

const hystrix = (description: string): LeafMeta => ({
  description,
  mark: "published",
  source: "defaults of Netflix's Hystrix",
});

/** What stops an access layer's calls about orders that exist, where a set or another region does not answer. */
export const breakersSchema = z.strictObject({
  per: word(
    ["region", "set"],
    assumed(
      "A circuit breaker before each other region, or before each set",
      "what a cut line swallows is all of a region's",
    ),
  ).prefault("region"),
  window: quantity(duration, hystrix("Time over which calls are counted"), { positive: true }).prefault(
    "10s",
  ),
  minCalls: quantity(count, hystrix("Calls below which nothing is concluded"), { positive: true }).prefault(
    20,
  ),
  failures: quantity(share, hystrix("Share of calls without a good answer from which calls are stopped"), {
    positive: true,
  }).prefault("50%"),
  open: quantity(duration, hystrix("How long calls are stopped before some are let through again, to try"), {
    positive: true,
  }).prefault("5s"),
  probes: quantity(count, hystrix("Calls that are let through then, and all have to succeed"), {
    positive: true,
  }).prefault(1),
});
