import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, identifier, named, quantity } from "../leaf.ts";
import { databaseMembers } from "../parts/database.ts";
import { grabSchema } from "../parts/grab.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";

const leg = (what: string) =>
  distribution(duration, assumed(what, "nothing unless said: a lab is about one thing at a time")).prefault(
    "0ms",
  );
const copies = (what: string, why: string) =>
  quantity(count, assumed(what, why), { positive: true, max: 64 });

/** The packets of a set that a path can lead to. */
const packets = z
  .array(
    z.strictObject({
      id: identifier(named("Name of the packets, for paths")),
      shares: quantity(count, assumed("Shares of a packet", "a crowded one"), {
        positive: true,
        max: 1_000_000,
      }).prefault(100),
      crowd: quantity(
        count,
        named(
          "Members who reach for a packet before the next takes its place; until it is empty where absent",
        ),
        { positive: true },
      ).optional(),
      sideBySide: quantity(count, assumed("Packets at a time; a request reaches for a random one", "one"), {
        positive: true,
        max: 100_000,
      }).prefault(1),
    }),
  )
  .min(1)
  .max(64);

/** Sets of a lab: a grab engine over a database, and the packets that its requests reach for. */
export const labSetsSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Name of the set")),
      grab: grabSchema,
      database: z
        .strictObject({
          ...databaseMembers,
          replicas: copies("Copies of the database (N)", "the simplest").prefault(1),
          write: copies("Copies that answer before a write is acknowledged (W)", "the simplest").prefault(1),
          legs: z
            .strictObject({
              write: leg("Time of a write to a copy"),
              ack: leg("Time of a copy's acknowledgement"),
            })
            .prefault({}),
        })
        .prefault({}),
      packets,
    }),
  )
  .max(256)
  .prefault([]);
