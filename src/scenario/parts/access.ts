import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, type LeafMeta, quantity } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { overloadSchema } from "./overload.ts";

const capacity: LeafMeta = {
  description: "Time of one worker thread for a shake",
  mark: "derived",
  source:
    "derived: the planned 10 M/s on 638 servers with a third kept spare is 23.5 k/s a server, four workers",
};

/** Access servers: they hold the connections and answer most shakes on the spot. */
export const accessSchema = z
  .strictObject({
    servers: quantity(
      count,
      {
        description: "Access servers of all regions together",
        mark: "published",
        source: "design of the 2015 shake system: 638 access servers",
      },
      { positive: true },
    ).prefault(638),
    workers: quantity(count, assumed("Worker threads of a server", "one for each core in use"), {
      positive: true,
    }).prefault(4),
    serviceTime: distribution(duration, capacity).prefault({ exponential: "170us" }),
    relayTime: distribution(
      duration,
      assumed(
        "Time a worker needs to pass a request on to a set",
        "a tenth of a shake's: nothing is decided, only passed on",
      ),
    ).prefault({ exponential: "20us" }),
    queueMax: quantity(count, {
      description: "Requests that may wait at a server; the next is refused",
      mark: "published",
      source: "PhxQueue's sample configuration: 20,480",
    }).prefault(20480),
    overload: overloadSchema.prefault({}),
    failover: quantity(
      duration,
      assumed(
        "Time until handsets of a lost cluster have connected to another",
        "about one racing connect time-out",
      ),
    ).prefault("10s"),
  })
  .prefault({});
