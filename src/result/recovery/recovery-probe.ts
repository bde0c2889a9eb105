import { z } from "zod";

export const RECOVERY_FORMAT = "hongbao-recovery";
export const RECOVERY_VERSION = 1;

/** Something that disturbs the system for a while, and what load is there when it is over. */
const trigger = z.strictObject({
  name: z.string(),
  /** When it is over [ms since the scenario's start]. */
  overMs: z.number(),
  /** After a fault all traffic is varied; after a round of it only what steady traffic there is. */
  varied: z.enum(["traffic", "background"]),
});

const tried = z.strictObject({
  /** Times the scenario's own load. */
  factor: z.number(),
  /** From the trigger's end to the end of the last bad stretch [ms]; null: it has not come back until the end. */
  afterMs: z.number().nullable(),
});

/** What recovery.json holds: from which loads a system comes back by itself, and from which it does not. */
export const recoveryProbeSchema = z.strictObject({
  format: z.literal(RECOVERY_FORMAT),
  version: z.literal(RECOVERY_VERSION),
  trigger,
  /** Until when it was given time [ms since the scenario's start]. */
  untilMs: z.number(),
  /** Steady shakes a second after the trigger, as the scenario has them. */
  steadyRps: z.number(),
  /** By load. */
  tries: z.array(tried),
  /** The greatest load from which it came back, and the least from which it did not; null where none was found. */
  holds: z.number().nullable(),
  fails: z.number().nullable(),
});

export type RecoveryProbe = z.infer<typeof recoveryProbeSchema>;
export type RecoveryTry = RecoveryProbe["tries"][number];
export type Trigger = RecoveryProbe["trigger"];
