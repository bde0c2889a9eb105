import { z } from "zod";
import { FIGURE_UNITS } from "../figures/figure.ts";
import { sweepResultSchema } from "../sweep/sweep-result.ts";

export const CAPACITY_FORMAT = "hongbao-capacity";
export const CAPACITY_VERSION = 1;

const bound = z.number().nullable();

/** Where something stands on the axis: its number, and as --set takes it. */
const place = z.strictObject({ number: z.number(), text: z.string() });

/** What a search for a limit found. */
export const capacityResultSchema = z.strictObject({
  format: z.literal(CAPACITY_FORMAT),
  version: z.literal(CAPACITY_VERSION),
  /** What was varied, and between which ends. */
  axis: z.string(),
  from: place,
  to: place,
  /** found: the limit lies within. Otherwise all budgets hold at both ends, or at neither. */
  status: z.enum(["found", "all hold", "none holds"]),
  /** The largest value at which all budgets hold, or the smallest; null where there is no limit within. */
  find: z.enum(["largest", "smallest"]).nullable(),
  /** Where the first budget breaks, and the 95 % interval of that. Of whole numbers the last one that is good. */
  limit: z.strictObject({ at: place, low: place, high: place }).nullable(),
  /** The value farthest on at which all budgets pass as in a check, with their confidence. */
  proven: z.strictObject({ at: place, seeds: z.number() }).nullable(),
  /** The budget that breaks first, and the one that would be next. */
  first: z.string().nullable(),
  next: z.string().nullable(),
  /** The budgets that were judged, in the order in which they break. */
  budgets: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      unit: z.enum(FIGURE_UNITS),
      severity: z.enum(["error", "warn"]),
      max: bound,
      min: bound,
      /** Where its estimate crosses its limit; null where it does not between the ends. */
      breaks: place.nullable(),
      /** Between which two values it was seen to break. */
      between: z.tuple([place, place]).nullable(),
    }),
  ),
  runs: z.number(),
  /** What a reader should know: runs that were too few, figures that do not move one way only. */
  notes: z.array(z.string()),
  /** All that was run, from one end to the other. */
  tested: sweepResultSchema,
});

export type CapacityResult = z.infer<typeof capacityResultSchema>;
export type CapacityBudget = CapacityResult["budgets"][number];
export type Place = z.infer<typeof place>;

/** The text of capacity.json. */
export function encodeCapacity(result: CapacityResult): string {
  return `${JSON.stringify(result, null, 1)}\n`;
}
