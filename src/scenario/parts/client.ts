import { z } from "zod";
import { assumed, flag, type LeafMeta, quantity } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";

function mars(description: string): LeafMeta {
  return { description, mark: "published", source: "Mars, WeChat's open client network library (2016)" };
}

/** What a handset does when no answer comes. */
export const clientSchema = z
  .strictObject({
    timeout: z
      .strictObject({
        wifi: quantity(duration, mars("How long a handset on WiFi waits for an answer"), {
          positive: true,
        }).prefault("12s"),
        cellular: quantity(duration, mars("How long a handset on 2G, 3G or 4G waits for an answer"), {
          positive: true,
        }).prefault("15s"),
      })
      .prefault({}),
    retries: quantity(count, mars("Tries after the first"), { max: 100 }).prefault(1),
    retryPause: quantity(
      duration,
      mars("Pause before the first retry; each further one is twice as long"),
    ).prefault("1s"),
    jitter: quantity(
      share,
      assumed("By how much the pause varies to both sides", "clients must not come back in step"),
    ).prefault("50%"),
    retryWhenBusy: flag(
      assumed("Whether a busy page is tried again like silence", "the published busy pages ask for a rest"),
    ).prefault(false),
  })
  .prefault({});
