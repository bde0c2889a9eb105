import { z } from "zod";

/** Sets that joined a region's others while it ran. */
export const joinSchema = z.strictObject({
  region: z.string(),
  atMs: z.number(),
  sets: z.array(z.string()),
  /** Sets of the region before. */
  before: z.number(),
  /** End of their ramp, when they get all new orders of their own users. */
  fullAtMs: z.number(),
  /** Share of the region's new orders that they get on the mean of all rings: joined / (before + joined). */
  theory: z.number(),
  /** On this ring, of all users. */
  ringShare: z.number(),
  /** In this run, over the whole part windows from `fullAtMs` to the next join or the end of arrivals; null without any. */
  newOrdersShare: z.number().nullable(),
});

export type Join = z.infer<typeof joinSchema>;
