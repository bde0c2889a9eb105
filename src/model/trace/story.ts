/** One stretch of a request's way. */
export interface Hop {
  /** When it began and ended [ms since the scenario's start]; the same for what takes no time. */
  fromMs: number;
  toMs: number;
  /** The part, by the name that the scenario and the result give it. */
  where: string;
  /** What happened there, and why, in words. */
  what: string;
}

/** How a request ended: in full, with something left out, with a busy page, or without a good answer in time. */
export const ENDINGS = ["full", "degraded", "refused", "failed"] as const;
export type Ending = (typeof ENDINGS)[number];

/** What happened to one request, from the handset's first attempt to what the user saw, and to the money after it. */
export interface Story {
  step: string;
  region: string;
  /** Carrier entry of the region, and kind of access. */
  carrier: string;
  access: string;
  /** Set and number of the order that the request was about; none where it came to none. */
  order: { set: string; packet: number } | null;
  /** Sets that were called, in this order. */
  sets: string[];
  /** When the first attempt left the handset, and when the user knew [ms]. */
  beganMs: number;
  endedMs: number;
  attempts: number;
  ending: Ending;
  /** What a good answer said (`OUTCOMES`), who refused (`REFUSERS`), or why there was none in time (`FAILURES`). */
  because: string;
  /** In the order in which they were known, which is that of time but for what is fed forward. */
  hops: Hop[];
}

/** Which stories are wanted. */
export interface Wanted {
  /** Number of the step. */
  step: number;
  /** Requests whose first attempt left a handset at this moment or later [ms]. */
  fromMs: number;
  /** How many, the first to begin. */
  count: number;
  accepts(story: Story): boolean;
}
