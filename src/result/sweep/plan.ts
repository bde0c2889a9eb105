import { z } from "zod";

export const SWEEP_PLAN_FORMAT = "hongbao-sweep-plan";
export const SWEEP_PLAN_VERSION = 1;

/** A limit of the scenario, to be shown beside the figure that it is about. */
const limit = z.strictObject({ id: z.string(), max: z.number().nullable(), min: z.number().nullable() });

/**
 * What a sweep is to do: the same document for all its shards, so that what they did can be put together. Nothing in it
 * depends on where or how it is done.
 */
export const sweepPlanSchema = z.strictObject({
  format: z.literal(SWEEP_PLAN_FORMAT),
  version: z.literal(SWEEP_PLAN_VERSION),
  engine: z.strictObject({ name: z.literal("hongbao"), version: z.string() }),
  scenario: z.strictObject({ name: z.string(), description: z.string(), kind: z.string() }),
  /** What the command line said of all points: --set, --scale, --from, --to. */
  flags: z.array(z.string()),
  seeds: z.array(z.string()),
  /** What is varied; every point has a value for each, as --set takes it. */
  axes: z.array(z.string()),
  points: z.array(
    z.strictObject({
      values: z.array(z.string()),
      /** SHA-256 of the point's scenario. */
      scenario: z.string(),
      /** The names of its runs, in the order of the seeds. */
      jobs: z.array(z.string()),
      limits: z.array(limit),
    }),
  ),
});

export type SweepPlan = z.infer<typeof sweepPlanSchema>;
export type SweepLimit = z.infer<typeof limit>;
