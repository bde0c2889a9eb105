import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, type LeafMeta, quantity, word } from "../leaf.ts";
import { count, factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { databaseMembers } from "./database.ts";

const LEGS = "one write within a city takes 3 to 5 ms in the sources on WeChat's semi-synchronous MySQL";

const WORKERS = "a what-if; as many as come where workers are absent";

const FAILOVER =
  "1 s in all, as in more than 90 % of the failures in the PaxosStore paper (2017; 5 s at worst); no source splits it";

function article(description: string): LeafMeta {
  return {
    description,
    mark: "published",
    source: "the article on the red-packet architecture: N=3, W=2, R=1",
  };
}

/** A set's database: one replica group. */
export const storageSchema = z
  .strictObject({
    replicas: quantity(count, article("Copies of a set's data (N)"), { positive: true, max: 15 }).prefault(3),
    write: quantity(count, article("Copies that answer before a write is acknowledged (W)"), {
      positive: true,
    }).prefault(2),
    read: quantity(count, article("Copies that a read asks (R)"), { positive: true }).prefault(1),
    ...databaseMembers,
    reads: quantity(
      rate,
      assumed("Reads that a set's database answers; as many as come where absent", "a what-if"),
      { positive: true },
    ).optional(),
    workers: z
      .strictObject({
        count: quantity(
          count,
          assumed(
            "Workers of a set's database, its cores or threads, for which reads and commits wait together",
            WORKERS,
          ),
          { positive: true },
        ).prefault(32),
        read: distribution(duration, assumed("Time for which a read takes a worker", WORKERS)).prefault({
          exponential: "0.2ms",
        }),
        commit: distribution(duration, assumed("Time for which a commit takes a worker", WORKERS)).prefault({
          exponential: "1ms",
        }),
      })
      .optional(),
    placement: z
      .array(
        quantity(
          count,
          assumed(
            "Where a copy stands, in campuses of the region further on than its set; the way there is added to its legs. Where absent copy 0, 1, 2, ... stand each one further, and the legs hold the ways",
            "a campus lost should not take two copies",
          ),
        ),
      )
      .min(1)
      .optional(),
    regions: z
      .array(
        quantity(
          count,
          assumed(
            "In which region a copy stands, in regions with sets further on than its own; all in its own where absent. Goes with a placement",
            "the copies of a set stand in one city",
          ),
        ),
      )
      .min(1)
      .optional(),
    mode: word(["leader", "leaderless"], {
      description:
        "Whether one copy orders the writes and the others follow it; or each is sent everything at once, takes it when it comes, and a read asks all: then there is no primary to fall back to or to fail over, and no asynchronous lag",
      mark: "published",
      source: "ArchSummit deck 2014: a primary and its replicas",
    }).prefault("leader"),
    readFallback: word(["primary", "none"], {
      description: "Where a read goes when the copies asked do not have the row: to the primary, or nowhere",
      mark: "published",
      source: "ArchSummit deck 2014: caches, then a replica, then the primary",
    }).prefault("primary"),
    hedge: quantity(
      duration,
      assumed(
        "After how long without an answer a read asks another copy as well (R = 1); never where absent",
        "a what-if: 95 % of reads are answered by 1.5 ms",
      ),
    ).optional(),
    legs: z
      .strictObject({
        write: distribution(duration, assumed("Time of a write to a copy", LEGS)).prefault(
          law("1.5ms", "6ms"),
        ),
        ack: distribution(duration, assumed("Time of a copy's acknowledgement", LEGS)).prefault(
          law("0.5ms", "2ms"),
        ),
        read: distribution(duration, assumed("Time of a read to a copy", LEGS)).prefault(
          law("0.3ms", "1.5ms"),
        ),
        reply: distribution(duration, assumed("Time of a copy's reply to a read", LEGS)).prefault(
          law("0.3ms", "1.5ms"),
        ),
      })
      .prefault({}),
    asyncLag: distribution(
      duration,
      assumed(
        "Extra time until a write reaches a copy that it did not wait for",
        "mean 5 ms, a heavy tail at write peaks",
      ),
    ).prefault({
      mixture: [
        { weight: "99%", of: { exponential: "5ms" } },
        { weight: "1%", of: { exponential: "200ms" } },
      ],
    }),
    ackTimeout: quantity(
      duration,
      assumed(
        "How long a primary waits for the copies that must acknowledge before it does so alone; for ever where absent",
        "a what-if; MySQL's semi-synchronous replication waits for 10 s unless told otherwise",
      ),
      { positive: true },
    ).optional(),
    failover: z
      .strictObject({
        detection: distribution(
          duration,
          assumed("From the loss of a primary until the others hold it dead", FAILOVER),
        ).prefault("700ms"),
        election: distribution(
          duration,
          assumed(
            "From then, or from when most copies are in reach, until another copy takes writes",
            FAILOVER,
          ),
        ).prefault("300ms"),
      })
      .prefault({}),
    recovery: quantity(duration, {
      description: "Time until a copy that comes back has caught up",
      mark: "published",
      source: "PaxosStore paper (2017): 95 % of the throughput within 3 min",
    }).prefault("180s"),
    catchUp: quantity(
      factor,
      assumed(
        "How many times as fast as they were made a copy that comes back works off the writes it missed, within the recovery time; absent: it takes that time",
        "no source",
      ),
      { min: 1.1 },
    ).optional(),
  })
  .prefault({});

function law(median: string, p99: string) {
  return { lognormal: { median, p99 } };
}
