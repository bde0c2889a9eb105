import { z } from "zod";
import { FIGURE_UNITS } from "../figures/figure.ts";
import { sweepPlanSchema } from "./plan.ts";

export const SWEEP_FORMAT = "hongbao-sweep";
export const SWEEP_VERSION = 1;

const bound = z.number().nullable();

/** What a sweep found: its plan, and at each point each figure of all its seeds together. */
export const sweepResultSchema = z.strictObject({
  format: z.literal(SWEEP_FORMAT),
  version: z.literal(SWEEP_VERSION),
  plan: sweepPlanSchema,
  /** Every run that was planned is done and whole. */
  complete: z.boolean(),
  figures: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      unit: z.enum(FIGURE_UNITS),
      better: z.enum(["less", "more"]),
      /** The scenario has a budget for it. */
      budgeted: z.boolean(),
    }),
  ),
  /** In the order of the plan. */
  points: z.array(
    z.strictObject({
      /** In the order of the figures; null where a point has none. Bounds are of a 95 % interval, null with one seed. */
      figures: z.array(z.strictObject({ estimate: z.number(), low: bound, high: bound }).nullable()),
      runs: z.array(
        z.strictObject({
          seed: z.string(),
          job: z.string(),
          status: z.enum(["done", "incomplete", "failed", "missing"]),
          /** Why it failed or is incomplete; "" otherwise. */
          message: z.string(),
          events: bound,
          /** Of this run alone. */
          figures: z.array(bound),
        }),
      ),
    }),
  ),
});

export type SweepResult = z.infer<typeof sweepResultSchema>;
export type SweepPoint = SweepResult["points"][number];
export type SweepRun = SweepPoint["runs"][number];
export type SweepFigure = SweepResult["figures"][number];
