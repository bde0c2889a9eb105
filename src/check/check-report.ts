import { z } from "zod";
import { VERDICTS, verdictSchema } from "./verdict.ts";

export const CHECK_FORMAT = "hongbao-check";
export const CHECK_VERSION = 1;

/** Where a budget is written: its own file, which the scenario may extend; a flag has no line. */
const place = z.strictObject({
  file: z.string(),
  line: z.number().nullable(),
  column: z.number().nullable(),
});

const judged = verdictSchema.extend({
  place,
  /** The command that runs the worst seed again. */
  replay: z.string().nullable(),
  /** What the verdict means to the build: none, a word of warning, or its end. */
  level: z.enum(["none", "warning", "error"]),
});

const scenario = z.strictObject({
  file: z.string(),
  name: z.string(),
  sha256: z.string(),
  /** "2015-02-18T20:00:00", the scenario's own clock, and its scale 1/k; a lab has neither. */
  start: z.string().nullable(),
  k: z.number().nullable(),
  seeds: z.array(z.string()),
  events: z.number(),
  /** The wish to stop came before all was decided. */
  interrupted: z.boolean(),
  /** What broke, a fault of ours; the verdicts then rest on what was done before. */
  error: z.string().nullable(),
  verdicts: z.array(judged),
});

/** What a check found: everything that it prints or writes is drawn from this. */
export const checkReportSchema = z.strictObject({
  format: z.literal(CHECK_FORMAT),
  version: z.literal(CHECK_VERSION),
  engine: z.strictObject({ name: z.literal("hongbao"), version: z.string() }),
  /** After how many replications budgets were looked at. */
  looks: z.array(z.number()),
  scenarios: z.array(scenario),
  /** Studies, which several files are judged without. */
  leftOut: z.array(z.strictObject({ file: z.string(), name: z.string() })),
  counts: z.record(z.enum(VERDICTS), z.number()),
});

export type CheckReport = z.infer<typeof checkReportSchema>;
export type CheckedScenario = CheckReport["scenarios"][number];
export type Judged = CheckedScenario["verdicts"][number];
