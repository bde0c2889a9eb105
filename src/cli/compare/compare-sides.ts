import { CONFIDENCE, compareFigures } from "../../check/compare/compare-figures.ts";
import { COMPARISON_FORMAT, COMPARISON_VERSION, type Comparison } from "../../result/compare/comparison.ts";
import { scenarioChanges } from "../../result/compare/scenario-changes.ts";
import { engineVersion } from "../../result/engine-version.ts";
import type { Replication } from "../../result/figures/figure.ts";
import type { Side } from "./side.ts";

/** The document of a comparison, from both sides and the runs of them that make pairs. */
export function compareSides(
  a: Side,
  b: Side,
  pairs: { a: readonly Replication[]; b: readonly Replication[]; paired: boolean },
  flags: readonly string[],
): Comparison {
  const complete = [...pairs.a, ...pairs.b].every((replication) => replication.complete);
  return {
    format: COMPARISON_FORMAT,
    version: COMPARISON_VERSION,
    engine: { name: "hongbao", version: engineVersion() },
    a: a.about,
    b: b.about,
    paired: pairs.paired,
    pairs: pairs.a.length,
    flags: [...flags],
    confidence: CONFIDENCE,
    changes: scenarioChanges(a.scenario, b.scenario).map((change) => ({ ...change })),
    ...compareFigures(pairs.a, pairs.b, complete),
    complete,
  };
}
