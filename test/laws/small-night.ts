import { World } from "../../src/model/world.ts";
import type { Result } from "../../src/result/result.ts";
import { collect } from "../../src/run/collect.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** The gala's architecture with two minutes of a thousandth of its traffic: every part is passed through. */
const SMALL_NIGHT = `
version: 1
extends: spring-festival-2015.yaml
name: a small night
run: {to: "20:02", drain: 3min, scale: 1/50, seed: small}
population: {users: 200k}
traffic:
  shake:
    background: [{from: "20:00", to: "20:02", rate: 10k/s}]
    rounds:
      - name: round 20:00
        at: "20:00:20"
        frames: [{after: 0s, rate: 0/s}, {after: 10s, rate: 20k/s}, {after: 80s, rate: 0/s}]
  send: {background: [{from: "20:00", to: "20:02", rate: 100/s}], rounds: []}
packets:
  release: {rate: 400/s}
  reaction: {uniform: {min: 500ms, max: 20s}}
sets: {count: 12}
budgets: []
`;

/** A scenario from a text that may extend the gallery's files; a test fails with its problems. */
export function scenarioOf(text: string, set: readonly string[] = []): Scenario {
  const name = new URL("../../scenarios/under-test.yaml", import.meta.url).pathname;
  const loaded = loadScenario({ text, name }, { set });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.scenario;
}

export function smallNight(...set: string[]): Scenario {
  return scenarioOf(SMALL_NIGHT, set);
}

export interface WorldRun {
  seed?: string;
  k?: number;
  fromMs?: number;
  /** How long the world has run before [ms]; a minute unless given. */
  warmUpMs?: number;
  /** Length of the slices in which the world is driven [ms]. */
  sliceMs?: number;
  groups?: readonly number[];
  /** Looks at the world at the end of each slice. */
  each?: (world: World) => void;
}

/** Drives a world to the end of its arrivals and, in the same slices, through its whole drain. */
export function runWorld(
  scenario: Scenario,
  options: WorldRun = {},
  before: (world: World) => void = () => {},
): { world: World; result: Result } {
  const { seed = scenario.run.seed, k = scenario.run.scale, fromMs = scenario.run.begin, groups } = options;
  const { to, drain } = scenario.run;
  const world = new World(scenario, {
    seed,
    k,
    fromMs,
    toMs: to,
    warmUpMs: Math.min(options.warmUpMs ?? 60_000, fromMs),
    ...(groups === undefined ? {} : { groups }),
  });
  before(world);
  const sliceMs = options.sliceMs ?? 60_000;
  while (world.nowMs < to + drain) {
    world.runUntil(Math.min(to + drain, world.nowMs + sliceMs));
    options.each?.(world);
  }
  return { world, result: collect(world, []) };
}
