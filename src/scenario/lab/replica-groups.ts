import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, flag, identifier, named, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";

const leg = (what: string) => distribution(duration, named(what));
const copies = (what: string) => quantity(count, named(what), { positive: true, max: 64 });

/** Replica groups of a lab: every replica is sent every write at once and takes it when it comes. */
export const labReplicaGroupsSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Name of the replica group")),
      replicas: copies("N: copies"),
      write: copies("W: answers before a write is acknowledged"),
      read: copies("R: answers that a read waits for; all replicas are asked"),
      legs: z.strictObject({
        write: leg("A write's way to a replica"),
        ack: leg("The acknowledgement's way back"),
        read: leg("A read's way to a replica"),
        reply: leg("The reply's way back"),
      }),
      away: quantity(
        duration,
        assumed(
          "Added to each leg of every replica but one: each operation comes from beside a random replica",
          "all are as near",
        ),
      ).prefault("0s"),
      sentTo: word(
        ["all", "quorum"],
        assumed(
          "Who is sent a write: all replicas; or only `write` random ones, and nothing spreads later",
          "as stores do",
        ),
      ).prefault("all"),
      oneKey: flag(
        assumed("Whether all requests write one key; without, each a key of its own", "each write by itself"),
      ).prefault(false),
      readAfter: z
        .array(quantity(duration, named("When a write is read again, from its acknowledgement on")))
        .max(32)
        .prefault(["0s"]),
    }),
  )
  .max(64)
  .prefault([]);
