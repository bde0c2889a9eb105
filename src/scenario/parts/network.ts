import { z } from "zod";
import { assumed, quantity } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { breakersSchema } from "./breakers.ts";

/** Network inside a region, and the patience of calls between services. */
export const networkSchema = z
  .strictObject({
    campusDelay: quantity(
      duration,
      {
        description: "One-way delay between two campuses of a region",
        mark: "published",
        source: "PaxosStore paper (2017): 1 to 3 ms there and back",
      },
      // What happens in one campus at once would have to be known in another at once.
      { positive: true },
    ).prefault("0.75ms"),
    callTimeout: quantity(duration, assumed("How long a service waits for another's answer", "no source"), {
      positive: true,
    }).prefault("1s"),
    callRetries: quantity(
      count,
      assumed(
        "How many more times a call about an order is made, to the same set, when no answer came in time",
        "none: the user is told",
      ),
      { max: 20 },
    ).prefault(0),
    showRetries: quantity(
      count,
      assumed(
        "How many more times a packet is sent over a line to be shown to a group, when no receipt came within callTimeout",
        "none: receipts are not asked for",
      ),
      { max: 20 },
    ).prefault(0),
    breakers: breakersSchema.optional(),
  })
  .prefault({});
