import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, identifier, named, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";

/** How a station of a lab chooses whom to serve. */
export const DISCIPLINES = ["fifo", "lifo", "priority", "ps"] as const;

/** How a request chooses one of several copies. */
const CHOICES = ["random", "inTurn", "twoChoices"] as const;

/** Stations of a lab: servers and the room before them. */
export const labStationsSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Name of the station")),
      servers: quantity(count, assumed("Servers in parallel", "the simplest"), {
        positive: true,
        max: 1e9,
      }).prefault(1),
      copies: quantity(count, assumed("Stations like this one, each with a queue of its own", "one"), {
        positive: true,
        max: 10_000,
      }).prefault(1),
      choose: word(
        CHOICES,
        assumed(
          "How a request chooses among copies: random; inTurn; twoChoices: the one with fewer of two drawn",
          "the simplest",
        ),
      ).prefault("random"),
      queueMax: quantity(
        count,
        named("Places to wait, the servers' own not counted; who finds none is refused"),
        { max: 1e9 },
      ).optional(),
      discipline: word(
        DISCIPLINES,
        assumed(
          "fifo: longest waiting first; lifo: latest first; priority: lowest class first, fifo within it, none of them takes a customer out of service; ps: all share the servers evenly",
          "the most common",
        ),
      ).prefault("fifo"),
      service: distribution(duration, named("What a customer needs of one server")),
      patience: distribution(
        duration,
        named("How long a customer waits for its service to begin before it leaves"),
      ).optional(),
      outages: z
        .array(
          z.strictObject({
            from: quantity(duration, named("When the servers stop to begin services")),
            to: quantity(duration, named("When they go on")),
          }),
        )
        .max(1000)
        .prefault([]),
      presentAt: z
        .array(quantity(duration, named("When the number of customers here is looked at, from the start on")))
        .max(1000)
        .prefault([]),
    }),
  )
  .max(256)
  .prefault([]);
