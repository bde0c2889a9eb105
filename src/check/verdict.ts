import { z } from "zod";
import { FIGURE_UNITS } from "../result/figures/figure.ts";

export const VERDICTS = ["pass", "fail", "undecided", "no data"] as const;
export type VerdictWord = (typeof VERDICTS)[number];

const figure = z.number().nullable();

/** What is said about one budget, or about one part of it where each is judged. */
export const verdictSchema = z.strictObject({
  /** The budget's id, with the part in brackets where each part is judged. */
  id: z.string(),
  /** Place of the budget in the scenario's list. */
  budget: z.number(),
  text: z.string(),
  unit: z.enum(FIGURE_UNITS),
  severity: z.enum(["error", "warn"]),
  verdict: z.enum(VERDICTS),
  /** Why there is neither pass nor fail. */
  why: z.string().nullable(),
  estimate: figure,
  /** Bounds of the figure at what the confidence leaves for one look; null where they are infinite or unknown. */
  low: figure,
  high: figure,
  max: figure,
  min: figure,
  /** How far within the limit the estimate is, as a share of the limit (of 1 where that is 0); negative beyond it. */
  margin: figure,
  confidence: z.number(),
  /** Simulated samples that the estimate rests on, and how many it takes. */
  samples: z.number(),
  samplesMin: z.number(),
  /** Replications that the verdict rests on. */
  replications: z.number(),
  /** Slices judged, of how many, and how many of them are beyond the limit; `allowed` are let off. */
  slices: z.strictObject({ judged: z.number(), all: z.number(), bad: z.number(), allowed: z.number() }),
  /** The time that is looked at [ms since clock.start]. */
  fromMs: z.number(),
  toMs: z.number(),
  /** The replication that by itself is worst, and where in it. */
  worst: z
    .strictObject({
      seed: z.string(),
      value: z.number(),
      fromMs: z.number(),
      toMs: z.number(),
      part: z.string(),
    })
    .nullable(),
});

export type Verdict = z.infer<typeof verdictSchema>;
