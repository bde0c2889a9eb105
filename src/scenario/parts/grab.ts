import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, type LeafMeta, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { choice } from "./choice.ts";

/** The words that name an engine, each with what it is and where that comes from. */
function engine<const Word extends string>(name: Word, what: string, mark: LeafMeta["mark"], source: string) {
  return word([name], {
    description: `How competing grabs of one packet are put in order: ${what}`,
    mark,
    source,
  });
}

const fifo = z.strictObject({
  engine: engine(
    "fifo",
    "one queue a packet in one server",
    "published",
    "availability deck 2017 and red-packet transaction system article (2017)",
  ),
  serialTime: quantity(
    duration,
    assumed("Time for which a grab holds its packet's queue", "one operation on the local cache"),
  ).prefault("0.1ms"),
  transactionsMax: quantity(
    count,
    assumed(
      "Transactions of one packet that may be in the database at once",
      "the cap exists, its value is not published",
    ),
    { positive: true },
  ).prefault(4),
});

const db = z.strictObject({
  engine: engine(
    "db",
    "each grab locks the packet's row and commits",
    "weak",
    "blog on the architecture of 2014",
  ),
});

const cas = z.strictObject({
  engine: engine(
    "cas",
    "a counter in the cache is compared and swapped, an opening is a transaction",
    "weak",
    "notes on the architecture of 2015: no queue, one record a packet",
  ),
  operation: distribution(duration, {
    description: "Time of one operation on the counter",
    mark: "published",
    source: "Redis documentation: 0.2 to 0.3 ms inside a data centre",
  }).prefault({ exponential: "0.25ms" }),
  retries: quantity(
    count,
    assumed("How often one who has lost a race for the counter tries again", "one operation each"),
    { max: 1000 },
  ).prefault(3),
  losers: word(["pass", "refuse"], {
    description: "Who has lost every race is let through without a share reserved, or refused",
    mark: "weak",
    source: "notes on the architecture of 2015: losers of the race may pass; a grab need not be exact",
  }).prefault("pass"),
});

/** How competing grabs of one packet are put in order. */
export const grabSchema = choice("engine", "fifo", [fifo, db, cas]).prefault({});
