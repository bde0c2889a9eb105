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
  /** Of the requests that count, all replications together: offered = done + refused + shed + lost + abandoned + timedOut + inFlight. */
  counts: z.strictObject({
    offered: count,
    done: count,
    refused: count,
    /** Sent away by a station's overload control. */
    shed: count,
    /** Lost on a link, without a word. */
    lost: count,
    abandoned: count,
    /** Of sources whose clients have a deadline. */
    timedOut: count,
    inFlight: count,
  }),
  figures: z.record(z.string(), estimate.nullable()),
});

const series = z.strictObject({
  /** Width of the windows, which begin at time 0 with the warm-up [ms]. */
  windowMs: z.number().positive(),
  windows: count,
  /**
   * Means over replications, a window each. `offered` (first attempts), `attempts` and `done` (of a source: answers in
   * time, its goodput) a second; `waiting` and `busy` are mean numbers in the window.
   */
  parts: z.array(
    z.strictObject({
      of: z.string(),
      quantity: z.enum(["offered", "attempts", "done", "waiting", "busy"]),
      values: z.array(z.number()),
    }),
  ),
});

/** What a run tells of its own length; `null` where it is too short to tell. */
const advice = z.strictObject({
  source: z.string(),
  /** Requests of the lab after which the warm-up is over, by MSER-5. */
  warmup: count.nullable(),
  /** By what share the mean response changes when those are left out, and not the run's own, fewer warm-up. */
  change: z.number().nullable(),
  /** Half of the mean response's 95 % interval, as a share of it; how many times as many requests would make it 1 %. */
  precision: count.nullable(),
  longer: count.nullable(),
  /** Why there is no advice on the warm-up. */
  tooShort: z.string().nullable(),
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
  /** Packets of sets, where the lab has any. */
  packets: z.array(part).optional(),
  /** How long the run is for what it tells, source by source. */
  advice: z.array(advice),
  /** What happened over time; null where no replication came to the end of a window. */
  series: series.nullable(),
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
export type LabAdvice = z.infer<typeof advice>;
export type LabSeries = z.infer<typeof series>;
export type LabPart = LabResult["stations"][number];
export type LabEstimate = z.infer<typeof estimate>;
export type LabExact = LabResult["exact"][number];
