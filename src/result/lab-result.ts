import { z } from "zod";

/**
 * What a lab's run produces. Times are milliseconds, rates a second. A figure that no replication has (a wait where
 * nobody came) is `null`, never 0.
 */
export const LAB_RESULT_FORMAT = "hongbao-lab-result";
export const LAB_RESULT_VERSION = 1;

const count = z.number().nonnegative();
const bound = z.number().nullable();

/**
 * An estimate and its 95 % interval by Student's t over the replications. Means are means over replications; quantiles
 * are of all replications' requests together, with the spread that the replications' own quantiles have. The error and
 * the bounds are `null` where there is but one replication.
 */
const estimate = z.strictObject({
  estimate: z.number(),
  standardError: bound,
  low: bound,
  high: bound,
  /** Replications that have the figure. */
  n: count,
});

const part = z.strictObject({
  id: z.string(),
  /** Of the requests that count, all replications together: offered = done + refused + abandoned + timedOut + inFlight. */
  counts: z.strictObject({
    offered: count,
    done: count,
    refused: count,
    abandoned: count,
    /** Of sources whose clients have a deadline. */
    timedOut: count,
    inFlight: count,
  }),
  figures: z.record(z.string(), estimate.nullable()),
});

export const labResultSchema = z.strictObject({
  format: z.literal(LAB_RESULT_FORMAT),
  version: z.literal(LAB_RESULT_VERSION),
  engine: z.strictObject({ name: z.literal("hongbao"), version: z.string() }),
  kind: z.literal("lab"),
  scenario: z.strictObject({
    name: z.string(),
    description: z.string(),
    sha256: z.string(),
    resolved: z.record(z.string(), z.unknown()),
  }),
  seed: z.string(),
  command: z.string(),
  replications: count,
  /** Of each replication: those that count, and those before them. */
  requests: count,
  warmup: count,
  complete: z.boolean(),
  incompleteBecause: z.array(z.string()),
  events: count,
  sources: z.array(part),
  stations: z.array(part),
  replicaGroups: z.array(part),
  links: z.array(part),
  /** Figures that the scenario says are known: see `verdictOf` for what holds. */
  exact: z.array(
    z.strictObject({
      of: z.string(),
      figure: z.string(),
      exact: z.number(),
      tolerance: z.number(),
      estimate: estimate.nullable(),
      verdict: z.enum(["holds", "fails", "undecided"]),
    }),
  ),
});

export type LabResult = z.infer<typeof labResultSchema>;
export type LabPart = LabResult["stations"][number];
export type LabEstimate = z.infer<typeof estimate>;
export type LabExact = LabResult["exact"][number];
