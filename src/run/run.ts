import { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { collect } from "./collect.ts";
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
  /** Asked after every simulated second; true ends the run and marks the result incomplete. */
  shouldStop?: () => boolean;
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
/** Between two slices a run lets the process serve signals. Results do not depend on it. */
const SLICE_MS = 1000;

/** Simulates a scenario once. */
export async function run(scenario: Scenario, options: RunOptions = {}): Promise<Result> {
  // Windows of a second are the finest that is reported: a run begins on one.
  const fromMs = Math.floor((options.fromMs ?? scenario.run.begin) / 1000) * 1000;
  const toMs = options.toMs ?? scenario.run.to;
  const world = new World(scenario, {
    seed: options.seed ?? scenario.run.seed,
    k: options.k ?? scenario.run.scale,
    fromMs,
    toMs,
    warmUpMs: Math.min(WARM_UP_MS, fromMs),
  });
  recordConsistency(world);
  const incompleteBecause = await advance(world, fromMs, toMs, scenario.run.drain, options);
  return collect(world, incompleteBecause);
}

/** Runs to the end of the arrivals, then until nothing is under way or the time to drain is over. */
async function advance(
  world: World,
  fromMs: number,
  toMs: number,
  drainMs: number,
  options: RunOptions,
): Promise<string[]> {
  const everyMs = options.progressEveryMs ?? 10_000;
  let reportMs = world.nowMs;
  const endMs = toMs + drainMs;
  while (world.nowMs < endMs && !(world.nowMs >= toMs && world.atRest())) {
    if (options.shouldStop?.() === true) return ["interrupted"];
    if (!world.runUntil(Math.min(endMs, world.nowMs + SLICE_MS))) return ["the cap on events was hit"];
    if (world.nowMs >= reportMs) {
      reportMs = world.nowMs + everyMs;
      options.onProgress?.({
        simulatedMs: world.nowMs,
        fromMs,
        toMs: endMs,
        share: Math.min(1, Math.max(0, (world.nowMs - fromMs) / (toMs - fromMs))),
        events: world.eventsFired,
      });
    }
    await letSignalsIn();
  }
  return [];
}

function letSignalsIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
