import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { referenceScenario } from "../../src/scenario/assumptions.ts";
import { loadAny, loadScenario } from "../../src/scenario/load.ts";
import { setNames } from "../../src/scenario/names.ts";
import { formatProblem } from "../../src/scenario/problem.ts";

function gala() {
  const loaded = loadScenario({ file: "scenarios/spring-festival-2015.yaml" });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.scenario;
}

test("the gala's file says nothing but the defaults, the published traffic, its budgets, and that it is a study", () => {
  const { name, description, budgets } = gala();
  const reference = referenceScenario();
  expect(gala()).toEqual({
    ...reference,
    name,
    description,
    budgets,
    run: { ...reference.run, study: true },
  });
});

test("a scenario holds canonical numbers: ms, per second, bytes, bit/s, 0..1, fen", () => {
  const { run, population, traffic, carriers, bytes, lines, packets, sets } = gala();
  expect(run).toMatchObject({
    from: "2015-02-18T20:00:00",
    to: 16_200_000,
    drain: 600_000,
    scale: 319,
    seed: "gala-2015",
  });
  expect(population.users).toBe(350_000_000);
  expect(traffic.shake.rounds[4]?.at).toBe(9_000_000);
  expect(traffic.shake.rounds[4]?.frames[2]).toEqual({ after: 40_000, rate: 13_930_000, approach: "linear" });
  expect(carriers.mix.wifi).toBe(0.55);
  expect(bytes.other.down).toBe(1000);
  expect(lines[0]?.bandwidth).toBe(100e9);
  expect(packets.won.amount).toMatchObject({ kind: "lognormal", median: 500 });
  expect(sets.storage.legs.write).toMatchObject({ kind: "lognormal", median: 1.5 });
});

test("sets are numbered with two digits, with three where the last one needs them", () => {
  const scenario = gala();
  expect(setNames(scenario).slice(0, 2)).toEqual(["set-00", "set-01"]);
  expect(setNames(scenario).at(-1)).toBe("set-47");
  expect(setNames({ ...scenario, sets: { ...scenario.sets, count: 101 } }).at(-1)).toBe("set-100");
});

test.each(readdirSync("scenarios").filter((name) => name.endsWith(".yaml")))(
  "%s of the gallery loads",
  (name) => {
    const loaded = loadAny({ file: `scenarios/${name}` });
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([]);
  },
);
