import { z } from "zod";

const count = z.number().nonnegative();

/**
 * What became of requests for orders that live in a set which could not do it: told to come back later. The totals have
 * them as refused, by `later`.
 */
export const laterSchema = z.strictObject({
  /** Told so by the set, on the packet's page as the caches or a copy of the database had it, or without one. */
  withPage: z.strictObject({
    cache: count,
    backupCache: count,
    replica: count,
    primary: count,
    shared: count,
  }),
  withoutPage: count,
  /** Told so by the access server: the set was masked and did not answer in time. */
  byAccess: count,
  /** Told so by the access server at once, for calls there were stopped by a circuit breaker; absent where none was. */
  byBreaker: count.optional(),
  /** Openings asked for again whose amount, opened before, was known all the same. */
  readAgain: count,
  /** Openings tried again by those who had been told. */
  cameBack: count,
});

export type Later = z.infer<typeof laterSchema>;
