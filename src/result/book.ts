import { z } from "zod";

const count = z.number().nonnegative();
const figure = z.number().nullable();

/**
 * One of the books that messages keep: the wallets' amounts, the entries of users' lists, the records of orders. Counts
 * are real-world units.
 *
 * @param quantiles how the result gives them
 */
export function bookSchema<Quantiles extends z.ZodType>(quantiles: Quantiles) {
  return z.strictObject({
    /** Records owed by the sets' commits; written; of these later than allowed; missing for longer than that at the end. */
    owed: count,
    written: count,
    late: count,
    missing: count,
    /** Messages that were done, or known to be, only at a later attempt; records that no message brought, but a reconciliation. */
    byRetry: count,
    byReconciliation: count,
    /** Records that came again and were not written twice. */
    duplicatesStopped: count,
    /** Records that came again and were written once more; of these those a reconciliation took back; what is too much at the end. */
    writtenTwice: count.optional(),
    takenBack: count.optional(),
    excessFen: count.optional(),
    /** Messages: published, lost without a trace, dead at the end, dead and given back. */
    published: count,
    lost: count,
    dead: count,
    replayed: count,
    /** After a broker's loss: publications made again, and messages that came again because nobody knew they were done. */
    republished: count,
    redelivered: count,
    /** Messages that found their queue full and went to their publishers' disks, and the most that a set's had there at once. */
    spilled: count,
    onDiskPeak: count.optional(),
    /** Where consumers fetch ahead: the most messages that a set's have held unacknowledged. */
    heldPeak: count.optional(),
    /** The deepest of the sets' queues, and the longest time from a queue's depth to its oldest message being young again. */
    depthPeak: count,
    drainMs: figure,
    /** From the commit to the record. */
    lagMs: quantiles,
    /** As `money.rightAgainAtMs`. */
    rightAgainAtMs: figure,
  });
}
