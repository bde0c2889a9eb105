import { expect, test } from "vitest";
import { World } from "../../../src/model/world.ts";
import { smallNight } from "../../laws/small-night.ts";

test("nothing is counted about a fault that comes after the end of a run", () => {
  const scenario = smallNight(
    `faults=[{kind: setDatabaseDown, set: set-00, at: "20:00:02", for: 5s}, {kind: setDatabaseDown, set: set-01, at: "20:01:30", for: 5s}]`,
    "run.drain=10s",
  );
  const world = new World(scenario, { seed: "short", k: 1000, fromMs: 0, toMs: 5000, warmUpMs: 0 });
  expect(world.incidents.map(({ part, counts }) => [part, counts.length])).toEqual([
    ["set-00", 2],
    ["set-01", 0],
  ]);
});
