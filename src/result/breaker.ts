import { z } from "zod";

const count = z.number().nonnegative();

/**
 * A circuit breaker that has opened: of one region's access layer, before a set or before all sets of another region.
 * Counts are real-world units, but for how often it opened.
 */
export const breakerSchema = z.strictObject({
  /** The region that calls, and the set or region that is called. */
  from: z.string(),
  to: z.string(),
  /** How often calls were stopped, how often they were still in vain when tried again, and how long they were stopped in all. */
  opened: count,
  reopened: count,
  openMs: z.number().nonnegative(),
  /** Requests answered at once, "later", and those let through to try. */
  answeredAtOnce: count,
  probed: count,
});

export type Breaker = z.infer<typeof breakerSchema>;
