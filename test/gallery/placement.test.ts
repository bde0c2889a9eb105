import { expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** Half a minute with a campus lost, of sets whose writes need all three copies. */
function outside(...set: string[]): number {
  const scenario = townOf("spring-festival-2015.yaml", "", [
    "run.to=22:33:30",
    "run.drain=20s",
    "sets.storage.write=3",
    'faults=[{kind: loseIdc, idc: sz-1, at: "22:33:10", for: 15s}]',
    ...set,
  ]);
  const { incidents } = runWorld(scenario, { fromMs: atMs("22:33"), warmUpMs: 20_000 }).result;
  return incidents?.[0]?.blast?.outside.availability ?? 0;
}

test("a lost campus stops the sets of others that keep a copy there and need it, and none that stand alone", () => {
  expect(outside()).toBeLessThan(0.95);
  expect(outside("sets.storage.placement=[0, 0, 0]")).toBeGreaterThan(0.99);
});
