import { z } from "zod";

const count = z.number().nonnegative();

/** How competing grabs of one packet were put in order, and what that cost. Counts are real-world units. */
export const grabsSchema = z.strictObject({
  engine: z.enum(["fifo", "db", "cas"]),
  /** Openings refused because too many of their packet were in the database. */
  refusedAtCap: count,
  /** Members who were told that they had a share and found none when they opened. */
  emptyWhenOpened: count,
  /** Swaps of a counter that another came before; members let through after too many of them. */
  lostRaces: count,
  letThrough: count,
  /**
   * Grabs whose counter had gone with a lost cache and was read from the database, and those that met no cache at all; absent
   * where no counter was lost.
   */
  countersRead: count.optional(),
  withoutCache: count.optional(),
  /** Transactions that waited for their packet's row, and for how long; those that gave up; those that waited for a connection. */
  lockWaits: count,
  lockWaitMeanMs: z.number().nullable(),
  lockTimeouts: count,
  connectionWaits: count,
  /** From a commit's turn until the database's log was flushed with it; absent where flushes have no time of their own. */
  flushMeanMs: z.number().nullable().optional(),
  /** Packets of several shares opened to the last: how many, what was in them, and what their luckiest got. */
  luckiest: z.strictObject({ packets: count, ofFen: count, fen: count }),
});
