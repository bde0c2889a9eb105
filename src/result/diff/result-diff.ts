import type { ScenarioChange } from "../compare/scenario-changes.ts";

/** What differs between two results: what was run, and where what came out parts for the first time. */
export interface ResultDiff {
  equal: boolean;
  /** Single values of both documents, and how many of them differ. */
  values: number;
  differing: number;
  /** What was run that is not the same: scenario, seed, scale, times, version. */
  inputs: { what: string; a: string; b: string }[];
  /** Values of the resolved scenarios that differ. */
  changes: ScenarioChange[];
  /** Null where only what was run differs. */
  first: FirstDifference | null;
}

export interface FirstDifference {
  /** Where in the document: "series.steps.shake.refused[41]". */
  path: string;
  /** What that is: "refused of shake". */
  words: string;
  a: string;
  b: string;
  /** The window in which the two part, or the moment [ms since clock.start]; null for what is told of the whole run. */
  fromMs: number | null;
  toMs: number | null;
}
