import { expect, test } from "vitest";
import { peakRps } from "../../src/scenario/checks/traffic.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

test("the headline asks for 1.4 bn shakes a second, a hundred times what there were", () => {
  const loaded = loadScenario({ file: "scenarios/headline.yaml" });
  if (!loaded.ok) throw new Error("it does not load");
  const { traffic } = loaded.scenario;
  expect(((traffic.load ?? 1) * peakRps(traffic.shake)) / 1.4e9).toBeCloseTo(1, 1);
});

test("carriers' networks are what is full first: they lose nearly all of it, and servers see the rest", () => {
  const town = townOf("headline.yaml", "", [
    "run.to=22:30:10",
    "run.drain=3s",
    "population.users=1M",
    // A fifth of the traffic over a fifth of the town's networks is as full.
    "traffic.load=20",
    "carriers.uplink.bandwidth=1680kbps",
    "carriers.downlink.bandwidth=3360kbps",
  ]);
  const { series } = runWorld(town, { fromMs: atMs("22:30:00"), warmUpMs: 0 }).result;
  const of = (family: string, name: string) =>
    Object.values(series.parts[family] ?? {}).map((part) => Number(part[name]?.[0]));
  expect(of("carriers", "dropShare")).toHaveLength(6);
  expect(Math.min(...of("carriers", "dropShare"))).toBeGreaterThan(0.5);
  expect(Math.max(...of("clusters", "utilisation"))).toBeLessThan(0.5);
});
