import { z } from "zod";

/**
 * What one run says about one figure, in a form that can be merged over replications before anything is taken from it:
 * times as histograms (never as quantiles), shares and rates as two counts, levels as they are.
 */
const observation = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("times"),
    /** As in stats/log-bins: [bin, count, ...] of simulated requests, values in ms. */
    binsAnOctave: z.number(),
    bins: z.array(z.number()),
    /** How many values. */
    samples: z.number(),
  }),
  z.strictObject({
    kind: z.literal("ratio"),
    /** The figure is part / whole, each summed over replications. */
    part: z.number(),
    whole: z.number(),
    /** Simulated requests, reads, credits that were counted. */
    samples: z.number(),
  }),
  z.strictObject({
    kind: z.literal("level"),
    /** One number a run, its mean taken over replications; null where the run has none. */
    value: z.number().nullable(),
    /** When it was so [ms since clock.start], where that is one moment. */
    atMs: z.number().optional(),
    /** The part that it is the level of, where it is the highest of many. */
    part: z.string().optional(),
    /** Windows, or moments, that were looked at. */
    samples: z.number(),
  }),
]);

/** In what a figure is told: milliseconds, a share of 1, a second, a bare factor, fen, bytes. */
export const FIGURE_UNITS = ["ms", "share", "1/s", "factor", "fen", "B"] as const;

export const figureSchema = z.strictObject({
  /** "grab.client.p99", or the id of a budget. */
  id: z.string(),
  /** In words: "p99 of the client latency of grab". */
  text: z.string(),
  unit: z.enum(FIGURE_UNITS),
  /** Which way is good. */
  better: z.enum(["less", "more"]),
  /** What is taken of times: a quantile, 0..1, or the mean. */
  take: z.union([z.number(), z.literal("mean")]),
  /** With fewer samples, all replications together, a slice is not judged. */
  samplesMin: z.number(),
  /** How many of the slices, the worst ones, are let off. */
  badSlices: z.number(),
  /** The stretch of time that is looked at, and the length of its slices; one slice where it is not cut. */
  fromMs: z.number(),
  toMs: z.number(),
  sliceMs: z.number(),
  /** The parts of which the worst counts; one named "" where all are taken together. */
  parts: z.array(z.strictObject({ part: z.string(), slices: z.array(observation) })),
});

export type Observation = z.infer<typeof observation>;
export type Figure = z.infer<typeof figureSchema>;
export type FigureUnit = Figure["unit"];

/** One whole run of a scenario under one seed, reduced to what is merged, compared and judged. */
export const replicationSchema = z.strictObject({
  seed: z.string(),
  events: z.number(),
  complete: z.boolean(),
  incompleteBecause: z.array(z.string()),
  /** The figures that the scenario's budgets are about, by the ids of the budgets. */
  budgets: z.array(figureSchema),
  /** The figures that every run has. */
  figures: z.array(figureSchema),
});

export type Replication = z.infer<typeof replicationSchema>;
