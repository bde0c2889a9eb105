import { distribution } from "../distribution.ts";
import { assumed, quantity } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";

/** What a set's database does with transactions: how many, how long, and how they wait for one another. */
export const databaseMembers = {
  commits: quantity(
    rate,
    {
      description: "Writes that a set's database can commit",
      mark: "derived",
      source:
        "derived: the 800 k opens/s provisioned for 2016 (cloud vendor's text) on 48 sets; the rounds need two thirds",
    },
    { positive: true },
  ).prefault("16k/s"),
  connections: quantity(
    count,
    assumed(
      "Transactions that a set's database takes in at a time; as many as come where absent",
      "a what-if",
    ),
    { positive: true },
  ).optional(),
  flush: quantity(
    duration,
    assumed(
      "Time of a flush of the database's log to its disk, of all commits that wait for it together; none where absent",
      "the legs of a write hold it; 0.1 ms on flash, 5 to 10 ms on a turning disk",
    ),
    { positive: true },
  ).optional(),
  work: distribution(
    duration,
    assumed(
      "Time of a transaction's statements, between the lock of its row and its commit",
      "none of its own: the legs of a write hold it",
    ),
  ).prefault("0ms"),
  deadlockCheck: quantity(
    duration,
    assumed(
      "Time for which one that must wait for a row stops the lock manager, for each one before it",
      "25us to 75us make a row with 300 waiters 3 to 10 times as slow; no source measures it",
    ),
  ).prefault("40us"),
  lockWait: quantity(
    duration,
    {
      description: "How long a transaction waits for a row before it gives up",
      mark: "published",
      source: "MySQL manual, innodb_lock_wait_timeout: 50 s",
    },
    { positive: true },
  ).prefault("50s"),
};
