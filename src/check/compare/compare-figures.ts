import type { ComparedFigure, Comparison } from "../../result/compare/comparison.ts";
import type { Figure, Replication } from "../../result/figures/figure.ts";
import { figuresByKey } from "../figures-by-key.ts";
import { type Jackknifed, jackknifed } from "../jackknifed.ts";
import { holm } from "./holm.ts";
import { type PairedDifference, pairedDifference } from "./paired.ts";

/** Of the intervals, and of all figures that are said to be better or worse, together. */
export const CONFIDENCE = 0.95;

/** What the runs of each side say about one figure. */
type Sides = { a: Figure[]; b: Figure[] };

interface Measured {
  figure: Figure;
  a: Jackknifed;
  b: Jackknifed;
  paired: PairedDifference;
}

export type ComparedFigures = Pick<Comparison, "figures" | "leftOut">;

/**
 * Compares every figure that both sides have: those of budgets first, then those that every run has. Most significant
 * first; of those that are alike in that, the ones that moved by the larger part of themselves.
 *
 * @param a replications, seed by seed
 * @param b the same number, under the same seeds
 * @param whole false where a run was cut short: nothing is then said to have moved.
 */
export function compareFigures(
  a: readonly Replication[],
  b: readonly Replication[],
  whole: boolean,
): ComparedFigures {
  const leftOut: Comparison["leftOut"] = [];
  const measured: Measured[] = [];
  for (const sides of figuresOf(a, b)) {
    const found = measure(sides);
    if ("why" in found) leftOut.push(found);
    else measured.push(found);
  }
  const adjusted = holm(measured.map(({ paired }) => paired.p));
  const figures = measured.map((of, i) => compared(of, adjusted[i] ?? Number.NaN, whole));
  const rank = (figure: ComparedFigure) => figure.p ?? 2;
  const size = ({ a, b, change }: ComparedFigure) =>
    change === 0 ? 0 : Math.abs(change) / Math.max(Math.abs(a), Math.abs(b));
  return { figures: figures.sort((x, y) => rank(x) - rank(y) || size(y) - size(x)), leftOut };
}

/** The figures of both sides by their ids, in the order of A, then those that only B has. */
function figuresOf(a: readonly Replication[], b: readonly Replication[]): Sides[] {
  const [ofA, ofB] = [figuresByKey(a), figuresByKey(b)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])].map((key) => ({
    a: ofA.get(key) ?? [],
    b: ofB.get(key) ?? [],
  }));
}

function measure({ a, b }: Sides): Measured | Comparison["leftOut"][number] {
  const [ofA] = a;
  const [ofB] = b;
  const told = ofB ?? ofA;
  if (told === undefined) throw new Error("a figure of neither side");
  const out = (why: string) => ({ id: told.id, text: told.text, why });
  if (ofA === undefined) return out("only B has it");
  if (ofB === undefined) return out("only A has it");
  if (ofA.unit !== ofB.unit || ofA.text !== ofB.text || ofA.take !== ofB.take)
    return out(`it is something else in A: ${ofA.text}`);
  if (a.length !== b.length) return out("not all runs have it");
  const [inA, inB] = [jackknifed(a), jackknifed(b)];
  if (inA === undefined || inB === undefined)
    return out(
      `too few samples in ${inA === undefined ? (inB === undefined ? "both" : "A") : "B"}, ${ofB.samplesMin} needed`,
    );
  return { figure: ofB, a: inA, b: inB, paired: pairedDifference(inA, inB, CONFIDENCE) };
}

function compared({ figure, a, b, paired }: Measured, pOfAll: number, whole: boolean): ComparedFigure {
  const { id, text, unit, better } = figure;
  const { change, low, high, p } = paired;
  return {
    id,
    text,
    unit,
    better,
    a: a.value,
    b: b.value,
    change,
    relative: a.value === 0 ? null : change / Math.abs(a.value),
    low: known(low),
    high: known(high),
    p: known(p),
    pOfAll: known(pOfAll),
    move: moveOf(paired, pOfAll, better, whole),
    samples: { a: a.samples, b: b.samples },
  };
}

function moveOf(
  { change, error, p }: PairedDifference,
  pOfAll: number,
  better: Figure["better"],
  whole: boolean,
): ComparedFigure["move"] {
  if (!whole || Number.isNaN(p)) return "not judged";
  if (change === 0 && error === 0) return "same";
  const good = change > 0 === (better === "more");
  if (pOfAll <= 1 - CONFIDENCE) return good ? "better" : "worse";
  if (p <= 1 - CONFIDENCE) return good ? "perhaps better" : "perhaps worse";
  return "no change seen";
}

function known(x: number): number | null {
  return Number.isNaN(x) ? null : x;
}
