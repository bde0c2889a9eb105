import { z } from "zod";
import { FIGURE_UNITS } from "../figures/figure.ts";

export const COMPARISON_FORMAT = "hongbao-comparison";
export const COMPARISON_VERSION = 1;

const figure = z.number().nullable();

/** What is said about a figure. "perhaps": its own interval leaves out 0, but of so many figures some do so by chance. */
export const MOVES = [
  "better",
  "worse",
  "perhaps better",
  "perhaps worse",
  "no change seen",
  "same",
  "not judged",
] as const;

const side = z.strictObject({
  /** The file or folder, as it was given. */
  file: z.string(),
  name: z.string(),
  description: z.string(),
  sha256: z.string(),
  /** "--set" and its value, of this side alone. */
  flags: z.array(z.string()),
  /** The version of hongbao that ran it. */
  engine: z.string(),
  /** Scale 1/k; null for a lab. */
  k: figure,
  seeds: z.array(z.string()),
  /** Runs that were not run to their end, and why. */
  incomplete: z.array(z.string()),
});

export const comparedFigureSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  unit: z.enum(FIGURE_UNITS),
  better: z.enum(["less", "more"]),
  /** Each of all replications together. */
  a: z.number(),
  b: z.number(),
  /** b - a, and as a share of a; null where a is 0. */
  change: z.number(),
  relative: figure,
  /** The interval of the change by itself; null where there is one run of each. */
  low: figure,
  high: figure,
  /** How often chance alone brings such a change, for this figure and by Holm for all that were looked at. */
  p: figure,
  pOfAll: figure,
  move: z.enum(MOVES),
  /** Simulated samples of each side. */
  samples: z.strictObject({ a: z.number(), b: z.number() }),
});

/** What two sides differ in, before and after: all that `hongbao compare` prints or writes is drawn from this. */
export const comparisonSchema = z.strictObject({
  format: z.literal(COMPARISON_FORMAT),
  version: z.literal(COMPARISON_VERSION),
  engine: z.strictObject({ name: z.literal("hongbao"), version: z.string() }),
  a: side,
  b: side,
  /** Whether each pair of runs had one seed, and so met the same traffic. */
  paired: z.boolean(),
  /** How many pairs the intervals rest on. */
  pairs: z.number(),
  /** --set, --scale, --from and --to of both sides. */
  flags: z.array(z.string()),
  confidence: z.number(),
  /** Values of the resolved scenarios that differ. */
  changes: z.array(z.strictObject({ path: z.string(), before: z.string(), after: z.string() })),
  /** The figures that both sides have, most significant first. */
  figures: z.array(comparedFigureSchema),
  /** Those that are not compared, and why. */
  leftOut: z.array(z.strictObject({ id: z.string(), text: z.string(), why: z.string() })),
  complete: z.boolean(),
});

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedFigure = z.infer<typeof comparedFigureSchema>;
export type ComparedSide = z.infer<typeof side>;
