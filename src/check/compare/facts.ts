import type { ComparedFigure, ComparedSide, Comparison } from "../../result/compare/comparison.ts";

/** Signs beside the words, so that colour is never the only one. */
export const MOVE_SIGNS: Readonly<Record<ComparedFigure["move"], string>> = {
  better: "✓",
  worse: "✗",
  "perhaps better": "?",
  "perhaps worse": "?",
  "no change seen": "·",
  same: "=",
  "not judged": " ",
};

/** "6 figures moved and 2 perhaps, of 41 that were looked at; 3 are the same to the digit" */
export function movesText({ figures, pairs }: Comparison): string {
  const all = `${figures.length} figure${figures.length === 1 ? "" : "s"}`;
  if (figures.every(({ move }) => move === "not judged"))
    return `${all}, none of them judged: ${pairs < 2 ? "one run of each side gives no interval" : "a run was cut short"}`;
  const count = (...moves: ComparedFigure["move"][]) =>
    figures.filter(({ move }) => moves.includes(move)).length;
  const moved = `${count("better")} better, ${count("worse")} worse, ${count("perhaps better", "perhaps worse")} perhaps`;
  return `${all} looked at: ${moved}, ${count("no change seen")} with no change seen, ${count("same")} the same to the digit`;
}

/** What the intervals and the words rest on. */
export function methodText({ pairs, paired, confidence, figures }: Comparison): string {
  const percent = Math.round(100 * confidence);
  const met = paired
    ? "each pair of runs met the same traffic (one seed), so that a difference is the change's doing wherever the change reaches"
    : "the two sides ran under different seeds, so that part of every difference is chance";
  if (pairs < 2)
    return `One run of each side: ${met}. There is no interval: what is chance takes several seeds to tell.`;
  return `${pairs} pairs of runs: ${met}. Intervals are ${percent} % each by itself, Student's t over pairs. Better and worse hold at ${percent} % for all ${figures.length} figures together (Holm); "perhaps" only for the figure by itself, as 1 of ${Math.round(1 / (1 - confidence))} figures would by chance.`;
}

/** "scenarios/gala.yaml --set a=1" */
export function sideText({ file, flags }: ComparedSide): string {
  return [file, ...flags].join(" ");
}

/** "scale 1/319, 5 seeds from gala-2015 on", and what is not whole. */
export function sideRunsText({ k, seeds, engine, incomplete }: ComparedSide): string {
  const scale = k === null ? [] : [`scale 1/${k}`];
  const under = seeds.length === 1 ? `seed ${seeds[0]}` : `${seeds.length} seeds from ${seeds[0]} on`;
  const cut = incomplete.map((why) => `NOT WHOLE: ${why}`);
  return [...scale, ...(seeds.length === 0 ? ["not run"] : [under]), `hongbao ${engine}`, ...cut].join(", ");
}

/** A p value: three decimals, and never a rounded 0. */
export function chanceText(p: number | null): string {
  if (p === null) return "-";
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}
