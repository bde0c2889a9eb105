import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { jackknifeError } from "../../../src/check/bounds.ts";
import { jackknifed } from "../../../src/check/jackknifed.ts";
import type { Figure, Replication } from "../../../src/result/figures/figure.ts";
import { durationText } from "../../../src/result/number-text.ts";
import { seedsOf } from "../../../src/result/seeds-of.ts";
import { tQuantile } from "../../../src/stats/student.ts";
import { ROOT } from "../../house/sources.ts";

/** A stretch of an evening, and how it is run. */
export interface Stretch {
  file: string;
  /** As after `--set`. */
  set: readonly string[];
  /** First and last moment that counts [ms since the scenario's start]. */
  fromMs: number;
  toMs: number;
  threads: number;
}

/** A scale, and under how many seeds it is run. */
export interface Point {
  k: number;
  seeds: number;
}

interface Cost {
  wallS: number;
  cpuS: number;
  peakBytes: number;
}

/** What the runs of one scale came to. */
export interface Measured {
  k: number;
  replications: Replication[];
  costs: Cost[];
  /** Shakes of the first run, those that it stands for. */
  shakes: number;
}

/** An error that nobody minds, as a share of the figure. */
const MINDED = 0.03;

const execute = promisify(execFile);

/** Runs the stretch at a scale, each seed in a process of its own, one after the other: what they take is theirs. */
export async function measureAt(stretch: Stretch, { k, seeds }: Point): Promise<Measured> {
  const replications: Replication[] = [];
  const costs: Cost[] = [];
  let shakes = 0;
  for (const seed of seedsOf("scale", seeds)) {
    const words = [`${ROOT}/test/study/scale/one-run.js`, JSON.stringify({ ...stretch, k, seed })];
    const { stdout } = await execute(process.execPath, words, { maxBuffer: 2 ** 28 });
    const told = JSON.parse(stdout) as { replication: Replication; shakes: number; cost: Cost };
    replications.push(told.replication);
    costs.push(told.cost);
    shakes = told.shakes;
  }
  return { k, replications, costs, shakes };
}

/** What one figure is off by at a scale, against the finest. */
export interface ScaleError {
  id: string;
  value: number;
  finest: number;
  /** value - finest, as a share of the finest; and half of its 95 % interval. */
  relative: number;
  half: number;
  /** Small, or no more than chance. */
  holds: boolean;
}

/**
 * The errors of a scale's figures. The interval is the jackknife's over seeds; a run at the finest scale scatters as much
 * less as it counts more requests, and that is added for the few runs there are of it.
 */
export function scaleErrors(coarse: Measured, finest: Measured): ScaleError[] {
  return budgetsOf(coarse).flatMap((figures, at) => {
    const [of, at1] = [jackknifed(figures), jackknifed(budgetsOf(finest)[at] ?? [])];
    if (of === undefined || at1 === undefined) return [];
    const runs = figures.length;
    const finestShare = (runs / finest.replications.length) * (finest.k / coarse.k);
    const error = runs > 1 ? jackknifeError(of.without) * Math.sqrt(1 + finestShare) : 0;
    const half = runs > 1 ? tQuantile(0.975, runs - 1) * error : 0;
    const change = of.value - at1.value;
    const size = Math.abs(at1.value);
    const [relative, halfShare] = change === 0 ? [0, 0] : [change / size, half / size];
    return {
      id: (figures[0] as Figure).id,
      value: of.value,
      finest: at1.value,
      relative,
      half: halfShare,
      holds: Math.abs(relative) <= Math.max(MINDED, halfShare),
    };
  });
}

/** By budget, its figure in each run. */
function budgetsOf({ replications }: Measured): Figure[][] {
  return (replications[0]?.budgets ?? []).map((_, at) =>
    replications.map(({ budgets }) => budgets[at] as Figure),
  );
}

/** The table of the docs, as Markdown: the scales as rows, what they cost, and what each figure is off by. */
export function scaleTable(all: readonly Measured[]): string[] {
  const finest = all.at(-1) as Measured;
  const ids = budgetsOf(finest).map((figures) => (figures[0] as Figure).id);
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const head = ["scale", "seeds", "shakes", "events", "wall", "CPU", "memory", ...ids];
  const rows = all.map((measured) => {
    const { k, replications, costs, shakes } = measured;
    const errors = new Map(scaleErrors(measured, finest).map((error) => [error.id, error]));
    const mean = (of: (cost: Cost) => number) =>
      costs.reduce((sum, cost) => sum + of(cost), 0) / costs.length;
    const most = Math.max(...costs.map(({ peakBytes }) => peakBytes));
    return row([
      `1/${k}`,
      `${replications.length}`,
      `${(shakes / k / 1e6).toFixed(1)} M`,
      `${((replications[0]?.events ?? 0) / 1e6).toFixed(1)} M`,
      `${mean(({ wallS }) => wallS).toFixed(1)} s`,
      `${mean(({ cpuS }) => cpuS).toFixed(1)} s`,
      `${(most / 2 ** 20).toFixed(0)} MiB`,
      ...ids.map((id) => (measured === finest ? valueText(finest, id) : errorText(errors.get(id)))),
    ]);
  });
  return [row(head), row(head.map(() => "---")), ...rows];
}

function errorText(error: ScaleError | undefined): string {
  if (error === undefined) return "no data";
  const percent = (share: number) => (100 * share).toFixed(Math.abs(share) < 0.001 ? 2 : 1);
  const sign = error.relative < 0 ? "-" : "+";
  return `${sign}${percent(Math.abs(error.relative))} ± ${percent(error.half)} %${error.holds ? "" : " OFF"}`;
}

function valueText(finest: Measured, id: string): string {
  const figures = budgetsOf(finest).find(([figure]) => figure?.id === id) ?? [];
  const of = jackknifed(figures);
  if (of === undefined) return "no data";
  if (figures[0]?.unit === "ms") return durationText(of.value);
  return figures[0]?.unit === "share"
    ? `${Number((100 * of.value).toPrecision(5))} %`
    : String(Number(of.value.toPrecision(4)));
}
