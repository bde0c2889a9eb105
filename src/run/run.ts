import { InvariantError } from "../kernel/invariant.ts";
import { World, type WorldOptions } from "../model/world.ts";
import type { Figure } from "../result/figures/figure.ts";
import type { Result } from "../result/result.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { advance } from "./advance.ts";
import { brokenLaws } from "./broken-laws.ts";
import { collect } from "./collect.ts";
import { observeBudgets } from "./observe/observe.ts";
import { recordConsistency } from "./record-consistency.ts";

export interface RunOptions {
  /** Seed of all random streams; the scenario's own unless given. */
  seed?: string;
  /** One simulated shake stands for k; the scenario's own unless given. */
  k?: number;
  /** First and last moment that counts [ms since the scenario's start]. The world starts 60 s earlier, empty. */
  fromMs?: number;
  toMs?: number;
  /** Told how far the run is, every `progressEveryMs` of simulated time. */
  onProgress?: (progress: Progress) => void;
  progressEveryMs?: number;
  /** Asked a few times a second of the wall; true ends the run and marks the result incomplete. */
  shouldStop?: () => boolean;
  /** Threads to run on, a region or more on each; the result does not depend on it. Default 1. */
  threads?: number;
}

export interface Progress {
  simulatedMs: number;
  fromMs: number;
  toMs: number;
  /** Share of the simulated time between from and to that is done, 0 to 1. */
  share: number;
  events: number;
}

/** How long an empty world runs before what it does is counted, where a run starts in the middle [ms]. */
export const WARM_UP_MS = 60_000;

/** Simulates a scenario once. */
export async function run(scenario: Scenario, options: RunOptions = {}): Promise<Result> {
  return (await runObserved(scenario, options)).result;
}

/** Simulates a scenario once and looks at what its budgets ask for. */
export async function runObserved(
  scenario: Scenario,
  options: RunOptions = {},
): Promise<{ result: Result; budgets: Figure[] }> {
  const { world, incompleteBecause } = await live(scenario, worldOptionsOf(scenario, options), options);
  const result = collect(world, incompleteBecause);
  const broken = brokenLaws(world, result);
  if (broken.length > 0)
    throw new InvariantError("world", broken.join("; "), { timeMs: world.nowMs, seed: world.params.seed });
  return { result, budgets: observeBudgets(world, result) };
}

/** The world that a run simulates. */
export function worldOptionsOf(scenario: Scenario, options: RunOptions): WorldOptions {
  // Windows of a second are the finest that is reported: a run begins on one.
  const fromMs = Math.floor((options.fromMs ?? scenario.run.begin) / 1000) * 1000;
  return {
    seed: options.seed ?? scenario.run.seed,
    k: options.k ?? scenario.run.scale,
    fromMs,
    toMs: options.toMs ?? scenario.run.to,
    warmUpMs: Math.min(WARM_UP_MS, fromMs),
  };
}

async function live(
  scenario: Scenario,
  worldOptions: WorldOptions,
  options: RunOptions,
): Promise<{ world: World; incompleteBecause: string[] }> {
  const threads = Math.min(options.threads ?? 1, scenario.regions.length);
  if (threads > 1) {
    const { runOnThreads } = await import("./threads/on-threads.ts");
    return runOnThreads(scenario, worldOptions, threads, options);
  }
  const world = new World(scenario, worldOptions);
  recordConsistency(world);
  return { world, incompleteBecause: await advance(world, options) };
}
