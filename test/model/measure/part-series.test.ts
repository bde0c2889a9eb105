import { expect, test } from "vitest";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { growth, growthRatio, PartSeries } from "../../../src/model/measure/part-series.ts";

test("a part is asked at the end of each whole window, and what came before the first is left out", () => {
  const simulation = new Simulation();
  const series = new PartSeries();
  let total = 0;
  const grown = growth(() => total);
  series.watch("sets", "set-00", "createsRps", (windowMs) => (1000 * grown()) / windowMs);
  series.start(simulation, 10_000, 5000, 40_000);
  for (const atMs of [1000, 6000, 14_000, 14_500, 26_000, 39_000]) {
    simulation.callAt(atMs, () => {
      total++;
    });
  }
  simulation.runIdle();
  expect(series.values.get("sets")?.get("set-00")?.get("createsRps")).toEqual([0.3, 0, 0.1]);
});

test("parts and metrics do not mix", () => {
  const simulation = new Simulation();
  const series = new PartSeries();
  series.watch("sets", "a", "x", () => 1);
  series.watch("sets", "a", "y", () => null);
  series.watch("lines", "a", "x", () => 3);
  series.start(simulation, 1000, 0, 2000);
  simulation.runIdle();
  const text = [...series.values].map(([family, parts]) => [
    family,
    [...parts].map(([part, metrics]) => [part, Object.fromEntries(metrics)]),
  ]);
  expect(text).toEqual([
    ["sets", [["a", { x: [1, 1], y: [null, null] }]]],
    ["lines", [["a", { x: [3, 3] }]]],
  ]);
});

test("a ratio of growths is null where nothing was to be counted", () => {
  let [failed, all] = [0, 0];
  const share = growthRatio(
    () => failed,
    () => all,
  );
  expect(share(1000)).toBe(null);
  [failed, all] = [1, 4];
  expect(share(1000)).toBe(0.25);
  expect(share(1000)).toBe(null);
});
