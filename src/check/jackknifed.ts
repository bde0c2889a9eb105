import type { Figure } from "../result/figures/figure.ts";
import { type Cell, cellsOf } from "./cell.ts";
import { nthWorst } from "./nth-worst.ts";

/** A figure of several replications, and all that it takes to say how far two of them differ. */
export interface Jackknifed {
  /** Of all replications together. */
  value: number;
  /** Of all but one, replication by replication. */
  without: readonly number[];
  /** Of each replication by itself; NaN where it has none. */
  each: readonly number[];
  /** Simulated samples of all together. */
  samples: number;
  /** How many yes-or-no trials each rests on; 0 where it is no share of counted trials. */
  trials: readonly number[];
}

/**
 * Merges the replications of a figure as a verdict does, and leaves each of them out once. Of several parts or slices it
 * is that of the worst part in the worst slice that is not let off.
 *
 * @returns undefined where there are too few samples.
 */
export function jackknifed(figures: readonly Figure[]): Jackknifed | undefined {
  const [figure] = figures;
  if (figure === undefined) return undefined;
  const cells = cellsOf(figures).filter(
    ({ samples, value }) => samples >= figure.samplesMin && !Number.isNaN(value),
  );
  if (new Set(cells.map(({ slice }) => slice)).size <= figure.badSlices) return undefined;
  const left = cells.map((cell) => cell.without());
  const worst = nthWorst(cells, (i) => (cells[i] as Cell).value, figure);
  const counts = cells[worst.at] as Cell;
  const alone = figures.map((of) => aloneOf(of, counts));
  return {
    value: worst.value,
    without: figures.map((_, run) => nthWorst(cells, (i) => left[i]?.[run] ?? Number.NaN, figure).value),
    each: alone.map(({ value }) => value),
    samples: counts.samples,
    trials: alone.map(({ trials }) => trials),
  };
}

/** What one replication says of the part and slice that counts. */
function aloneOf(figure: Figure, { part, slice }: Cell): { value: number; trials: number } {
  const value = cellsOf([figure]).find((cell) => cell.part === part && cell.slice === slice)?.value;
  const of = figure.parts.find((one) => one.part === part)?.slices[slice];
  const counted = of?.kind === "ratio" && of.whole === of.samples;
  return { value: value ?? Number.NaN, trials: counted ? of.whole : 0 };
}
