import { z } from "zod";
import { canonicalJson, type Json } from "../canonical-json.ts";
import { replicationSchema } from "../figures/figure.ts";

const FORMAT = "hongbao-run";
const VERSION = 1;

/** One run that is done for good: with its figures, or with what it failed of. */
export const finishedRunSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** The hash of scenario, seed and engine's version: its name everywhere. */
  key: z.string(),
  outcome: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("done"), replication: replicationSchema }),
    z.strictObject({ kind: z.literal("failed"), message: z.string() }),
  ]),
});

export type FinishedRun = z.infer<typeof finishedRunSchema>;
export type FinishedOutcome = FinishedRun["outcome"];

export function encodeFinishedRun(key: string, outcome: FinishedOutcome): string {
  const run: FinishedRun = { format: FORMAT, version: VERSION, key, outcome };
  return `${canonicalJson(run as unknown as Json, "run")}\n`;
}

/** The run in a text, or undefined where the text is none, or one of another name. */
export function decodeFinishedRun(key: string, text: string): FinishedOutcome | undefined {
  try {
    const run = finishedRunSchema.safeParse(JSON.parse(text));
    return run.success && run.data.key === key ? run.data.outcome : undefined;
  } catch {
    return undefined;
  }
}
