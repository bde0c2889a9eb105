import type { Figure, Observation, Replication } from "../result/figures/figure.ts";
import { cellsOf } from "./cell.ts";
import type { Verdict } from "./verdict.ts";

/** The replication that is worst by itself, and its worst part and slice: where to look, not what is judged. */
export function worstOf(replications: readonly Replication[], id: string): Verdict["worst"] {
  let worst: Verdict["worst"] = null;
  for (const { seed, budgets } of replications) {
    const figure = budgets.find((of) => of.id === id);
    const own = figure === undefined ? undefined : worstWithin(figure);
    if (figure === undefined || own === undefined) continue;
    const sign = figure.better === "less" ? 1 : -1;
    if (worst === null || sign * own.value > sign * worst.value) worst = { seed, ...own };
  }
  return worst;
}

function worstWithin(figure: Figure): Omit<NonNullable<Verdict["worst"]>, "seed"> | undefined {
  const sign = figure.better === "less" ? 1 : -1;
  const cells = cellsOf([figure]).filter(({ value }) => !Number.isNaN(value));
  // A slice of one replication has few samples; those with next to none would always be the worst.
  const most = Math.max(...cells.map(({ samples }) => samples));
  const weighty = cells.filter(({ samples }) => samples >= most / 10);
  const [first] = weighty.sort((a, b) => sign * (b.value - a.value) || a.slice - b.slice);
  if (first === undefined) return undefined;
  const observation = figure.parts.find(({ part }) => part === first.part)?.slices[first.slice];
  const moment = momentOf(observation);
  const fromMs = moment?.atMs ?? figure.fromMs + first.slice * figure.sliceMs;
  const toMs = moment?.atMs ?? Math.min(figure.toMs, fromMs + figure.sliceMs);
  return { value: first.value, fromMs, toMs, part: moment?.part ?? first.part };
}

function momentOf(observation: Observation | undefined): { atMs: number; part?: string } | undefined {
  if (observation?.kind !== "level" || observation.atMs === undefined) return undefined;
  const { atMs, part } = observation;
  return { atMs, ...(part === undefined ? {} : { part }) };
}
