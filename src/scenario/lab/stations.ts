import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, identifier, named, quantity, word } from "../leaf.ts";
import { overloadSchema } from "../parts/overload.ts";
import { count, factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { CHOICES } from "./path.ts";

/** How a station of a lab chooses whom to serve. */
export const DISCIPLINES = ["fifo", "lifo", "priority", "ps"] as const;

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
          "How a request chooses among copies: random; inTurn; twoChoices: the one with fewer of two drawn; ring: its user's on a consistent-hash ring",
          "the simplest",
        ),
      ).prefault("random"),
      points: quantity(count, named("Points of each copy on the ring; 100 unless said"), {
        positive: true,
        max: 10_000,
      }).optional(),
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
      overload: overloadSchema.optional(),
      outages: z
        .array(
          z.strictObject({
            from: quantity(duration, named("When the servers stop to begin services")),
            to: quantity(duration, named("When they go on")),
          }),
        )
        .max(1000)
        .prefault([]),
      speed: z
        .array(
          z.strictObject({
            from: quantity(duration, named("When the servers begin to work at another speed")),
            to: quantity(duration, named("When they are back at the one before")),
            factor: quantity(
              factor,
              named("How many times as fast as normal; 0 stands still. Those that overlap multiply"),
              { max: 1000 },
            ),
          }),
        )
        .max(1000)
        .prefault([]),
      masked: z
        .array(
          z.strictObject({
            from: quantity(duration, named("When the station is taken out of the choice for new requests")),
            to: quantity(duration, named("When it is back")),
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
