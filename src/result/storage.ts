import { z } from "zod";

const count = z.number().nonnegative();
const figure = z.number().nullable();

/** Broken promises to the single user, of the step `open`; a read answered by a cache counts and breaks none. */
const session = {
  /** Pages shown to users after their own opening, and those on which it was missing (read your writes). */
  readsOfOwn: count,
  ownMissed: count,
  /** Pages shown to users who had seen the packet before (they tried again), and those that were older (monotonic reads). */
  secondReads: count,
  wentBack: count,
  /** Users, with one packet each, to whom either has happened. */
  users: count,
};

/** Counts are real-world units. */
export const sessionsSchema = z.strictObject({
  ...session,
  /** Sets whose replica group broke a promise, by name. */
  sets: z.record(z.string(), z.strictObject(session)),
});

/** Counts are real-world units. */
export const cachesSchema = z.strictObject({
  hits: count,
  /** Reads that missed in the first cache and were answered by the backup cache. */
  backupHits: count,
  /** Reads that waited for somebody else's read of the same packet. */
  sharedReads: count,
  databaseReads: count,
  /** How long these waited for their turn in the database. */
  waitMeanMs: figure,
  waitMaxMs: figure,
});

/** A set's copies lost the one that led them, and had no writes until another served. */
export const failoverSchema = z.strictObject({
  set: z.string(),
  /** Copies, by name: "set-00/0". */
  from: z.string(),
  to: z.string(),
  atMs: z.number(),
  /** From then on: until the others held it dead, and until the next one served. */
  detectedAfterMs: z.number(),
  servesAfterMs: z.number(),
});
