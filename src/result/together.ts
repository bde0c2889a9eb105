import { sum } from "d3-array";
import { CORE_STEPS, type Result, STEPS, type Step } from "./result.ts";

/** What became of the requests of several steps together, in real-world or in simulated counts. */
export interface Together {
  offered: number;
  attempts: number;
  /** In full or degraded. */
  answered: number;
  /** Answered, refused and failed: what is still in flight has no outcome yet. */
  decided: number;
}

export const GROUPS = { core: CORE_STEPS, whole: STEPS } as const satisfies Record<string, readonly Step[]>;
export type Group = keyof typeof GROUPS;

/** The counts of a group of steps, added. */
export function together(totals: Result["totals"] | Result["simulated"], group: Group): Together {
  const of = GROUPS[group].map((step) => totals[step]);
  return {
    offered: sum(of, ({ offered }) => offered),
    attempts: sum(of, ({ attempts }) => attempts),
    answered: sum(of, ({ answered }) => answered.full + answered.degraded),
    decided: sum(of, ({ offered, inFlight }) => offered - inFlight),
  };
}
