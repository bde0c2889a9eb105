import { z } from "zod";
import { FIGURE_UNITS } from "../figures/figure.ts";

export const BASELINE_FORMAT = "hongbao-baseline";
export const BASELINE_VERSION = 1;

const figure = z.strictObject({
  /** Whether a budget asks for it or every run has it: an id may be in both. */
  of: z.enum(["budgets", "figures"]),
  id: z.string(),
  text: z.string(),
  unit: z.enum(FIGURE_UNITS),
  /** Of all seeds together. */
  value: z.number(),
  /** Of each seed by itself, in their order; null where it has none. */
  each: z.array(z.number().nullable()),
  /** Of all seeds but one: what an interval over pairs of seeds takes. */
  without: z.array(z.number()),
  /** Simulated samples of all seeds. */
  samples: z.number(),
  /** Of a share: the trials that each seed's rests on, 0 for other figures. */
  trials: z.array(z.number()),
});

/** What a scenario's figures were, seed by seed: a file to commit, and to check later runs against. */
export const baselineSchema = z.strictObject({
  format: z.literal(BASELINE_FORMAT),
  version: z.literal(BASELINE_VERSION),
  engine: z.strictObject({ name: z.literal("hongbao"), version: z.string() }),
  scenario: z.strictObject({ name: z.string(), sha256: z.string() }),
  seeds: z.array(z.string()).min(2),
  /** Those with enough samples. */
  figures: z.array(figure),
});

export type Baseline = z.infer<typeof baselineSchema>;
export type BaselineFigure = Baseline["figures"][number];
