import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, quantity } from "../leaf.ts";
import type { Clock } from "../units/clock.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { cacheSchema } from "./cache.ts";
import { grabSchema } from "./grab.ts";
import { healthSchema } from "./health.ts";
import { moment } from "./moment.ts";
import { overloadSchema } from "./overload.ts";
import { storageSchema } from "./storage.ts";

const JOINS = "a what-if of this scenario";

/** Sets: cells with logic servers, a cache, a replica group and queues of their own. */
export function setsSchema(clock: Clock) {
  return z.strictObject(members(clock)).prefault({});
}

function members(clock: Clock) {
  return {
    count: quantity(
      count,
      assumed(
        "Number of sets",
        "300 k commits/s in the rounds at 7 to 8 k/s a set, a third spare; 10 in 2017's drawing",
      ),
      { positive: true, max: 1000 },
    ).prefault(48),
    ring: z
      .strictObject({
        virtualNodes: quantity(
          count,
          assumed("Points of a set on the hash ring", "sets differ by about 5 %"),
          {
            positive: true,
            max: 10_000,
          },
        ).prefault(400),
      })
      .prefault({}),
    joins: z
      .array(
        z.strictObject({
          at: moment(clock, assumed("When sets join: from then on new orders go to them, too", JOINS)),
          count: quantity(
            count,
            assumed(
              "Sets that join at once; they are numbered on and dealt over the campuses in turn",
              JOINS,
            ),
            { positive: true },
          ).prefault(1),
        }),
      )
      .prefault([]),
    createTries: quantity(
      count,
      {
        description: "Sets that are tried for a new order before the user is told no",
        mark: "published",
        source: "availability deck 2017: a failed creation draws a number in another set",
      },
      { positive: true, max: 5 },
    ).prefault(2),
    health: healthSchema,
    logic: logic(),
    cache: cacheSchema,
    grab: grabSchema,
    storage: storageSchema,
  };
}

function logic() {
  return z
    .strictObject({
      servers: quantity(count, assumed("Logic servers of a set", "enough that storage is the limit"), {
        positive: true,
      }).prefault(48),
      serviceTime: distribution(
        duration,
        assumed("Time of a logic server for one step of one request", "no source"),
      ).prefault({ exponential: "0.8ms" }),
      overload: overloadSchema.prefault({}),
    })
    .prefault({});
}
