import { expect, test } from "vitest";
import type { World } from "../../src/model/world.ts";
import type { Result, Step } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Sets that can do a third of what is asked of them and let everybody in. */
function fullSets(...set: string[]): { world: World; result: Result } {
  const scenario = smallNight(
    "run.scale=1/5",
    "sets.logic.servers=10",
    "sets.logic.serviceTime={constant: 35ms}",
    "sets.logic.overload={kind: none}",
    "sets.health.maskedMax=0%",
    "ladder.rungs=[]",
    "run.drain=10min",
    ...set,
  );
  const made = runWorld(scenario);
  expectLawful(made.world, made.result);
  return made;
}

const answered = ({ simulated }: Result, step: Step) =>
  simulated[step].answered.full + simulated[step].answered.degraded;
const cellsOf = (world: World) => world.idcs.flatMap(({ cells }) => cells);
const expired = (world: World) => cellsOf(world).reduce((sum, cell) => sum + cell.expired, 0);

const kept = fullSets();
const travel = fullSets("client.deadlines.kind=travel");

test("sets do no work for calls that nobody waits for any more, and so answer more of the others", () => {
  expect(expired(kept.world)).toBe(0);
  expect(expired(travel.world)).toBeGreaterThan(1000);
  for (const step of ["grab", "open"] as const)
    expect(answered(travel.result, step)).toBeGreaterThan(1.5 * answered(kept.result, step));
});

test("no request that a set takes waits there for longer than its caller", () => {
  const { callTimeout } = travel.world.params.scenario.network;
  for (const step of ["grab", "open"] as const) {
    // The call's way there and back, and the database, come on top.
    expect(travel.result.latencyMs[step].service.max ?? 0).toBeLessThan(callTimeout + 500);
  }
});

test("what was skipped is counted, a window at a time", () => {
  const { sets = {} } = travel.result.series.parts;
  const { partWindowMs } = travel.result.series;
  const counted = Object.values(sets)
    .flatMap(({ expiredRps = [] }) => expiredRps)
    .reduce<number>((sum, rps) => sum + ((rps ?? 0) * partWindowMs) / 1000, 0);
  expect(counted / travel.result.scale.k / expired(travel.world)).toBeCloseTo(1, 6);
  expect(Object.values(kept.result.series.parts.sets ?? {})[0]?.expiredRps).toBe(undefined);
});
