import type { BaselineFigure } from "../../result/baseline/baseline.ts";
import type { Replication } from "../../result/figures/figure.ts";
import { figuresByKey } from "../figures-by-key.ts";
import { jackknifed } from "../jackknifed.ts";

/** The figures of several replications as a baseline keeps them; those with too few samples are left out. */
export function baselineFigures(replications: readonly Replication[]): BaselineFigure[] {
  return [...figuresByKey(replications)].flatMap(([key, figures]): BaselineFigure[] => {
    const [figure] = figures;
    const measured = figures.length === replications.length ? jackknifed(figures) : undefined;
    if (figure === undefined || measured === undefined) return [];
    const { value, without, each, samples, trials } = measured;
    return [
      {
        of: key.startsWith("budgets/") ? "budgets" : "figures",
        id: figure.id,
        text: figure.text,
        unit: figure.unit,
        value,
        each: each.map((own) => (Number.isNaN(own) ? null : own)),
        without: [...without],
        samples,
        trials: [...trials],
      },
    ];
  });
}

/** Figures whose values are not the same to the digit, or that only one side has. */
export function differingFigures(a: readonly BaselineFigure[], b: readonly BaselineFigure[]): string[] {
  const texts = (of: readonly BaselineFigure[]) =>
    new Map(of.map((figure) => [`${figure.of}/${figure.id}`, JSON.stringify(figure)]));
  const [inA, inB] = [texts(a), texts(b)];
  return [...new Set([...inA.keys(), ...inB.keys()])].filter((key) => inA.get(key) !== inB.get(key));
}
