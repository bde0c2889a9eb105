import { compareFigures } from "../../../src/check/compare/compare-figures.ts";
import type { ComparedFigure } from "../../../src/result/compare/comparison.ts";
import type { Figure, Observation, Replication } from "../../../src/result/figures/figure.ts";
import { figureOf } from "../figure-of.ts";
import { type KnownFigure, replicationOf } from "../honesty.ts";

/** Replications of one side, a list of figures for each seed. */
export function side(...figures: Figure[][]): Replication[] {
  return figures.map((of, i) => ({
    seed: `s/${i}`,
    events: 1,
    complete: true,
    incompleteBecause: [],
    budgets: [],
    figures: of,
  }));
}

/** What is said of one figure whose runs say this. */
export function comparedOf(
  a: readonly Observation[],
  b: readonly Observation[],
  changes: Partial<Figure> = {},
): ComparedFigure {
  const of = (observations: readonly Observation[]) =>
    side(...observations.map((observation) => [figureOf(observation, changes)]));
  const [found] = compareFigures(of(a), of(b), true).figures;
  if (found === undefined) throw new Error("nothing was compared");
  return found;
}

/** Compares two figures whose truth is known many times over: how often they are said to differ, and the interval holds. */
export function tallyOfPairs(
  a: KnownFigure,
  b: KnownFigure,
  { pairs, comparisons, common }: { pairs: number; comparisons: number; common: boolean },
): { moved: number; wrongWay: number; covered: number } {
  const tally = { moved: 0, wrongWay: 0, covered: 0 };
  const truth = b.truth - a.truth;
  for (let i = 0; i < comparisons; i++) {
    const runs = (figure: KnownFigure, own: string) =>
      Array.from({ length: pairs }, (_, pair) =>
        // One name: common random numbers are those of one stream.
        replicationOf({ ...figure, name: "pair" }, `${i}/${pair}${common ? "" : own}`),
      );
    const [found] = compareFigures(runs(a, "/a"), runs(b, "/b"), true).figures;
    if (found === undefined) throw new Error("nothing was compared");
    const said = found.move === "better" || found.move === "worse";
    if (said) tally.moved++;
    if (said && Math.sign(found.change) !== Math.sign(truth)) tally.wrongWay++;
    if ((found.low ?? 0) <= truth && truth <= (found.high ?? 0)) tally.covered++;
  }
  return tally;
}
