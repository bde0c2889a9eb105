import type { ComparedSide } from "../../result/compare/comparison.ts";
import type { ResolvedScenario } from "../../result/compare/scenario-changes.ts";
import type { Replication } from "../../result/figures/figure.ts";
import type { Result } from "../../result/result.ts";

/** One side of a comparison, run and ready to be compared. */
export interface Side {
  about: ComparedSide;
  scenario: ResolvedScenario;
  /** Seed by seed. */
  replications: Replication[];
  /** The first of its results, for the charts; a lab has none. */
  result: Result | undefined;
}

/** Runs that were cut short, and why. */
export function incompleteOf(replications: readonly Replication[]): string[] {
  return replications
    .filter(({ complete }) => !complete)
    .map(({ seed, incompleteBecause }) => `seed ${seed}: ${incompleteBecause.join("; ")}`);
}
