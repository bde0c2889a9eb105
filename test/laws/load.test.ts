import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";
import { runWorld, smallNight } from "./small-night.ts";

const short = ["run.to=20:01", "run.drain=20s", "run.scale=1/200", "population.users=1M"];

test("traffic.load times shakes and sends alike, and as it is it changes no draw", () => {
  const once = runWorld(smallNight(...short)).result;
  const same = runWorld(smallNight(...short, "traffic.load=1")).result;
  const twice = runWorld(smallNight(...short, "traffic.load=2")).result;
  expect(same.totals).toEqual(once.totals);
  for (const step of ["shake", "send"] as const) {
    const [a, b] = [once.totals[step].offered, twice.totals[step].offered];
    // Poisson counts of 1 in 200: four standard errors.
    expect(Math.abs(b - 2 * a)).toBeLessThan(4 * 200 * Math.sqrt((b + 4 * a) / 200));
  }
});

test("people who shake at once are counted at the load that is asked for", () => {
  const file = "scenarios/spring-festival-2015.yaml";
  const loaded = loadScenario({ file }, { set: ["traffic.load=100"] });
  expect(loaded.ok ? [] : loaded.problems.map(({ path, expected }) => [path, expected])).toEqual([
    ["population.users", expect.stringMatching(/^at least 5\.6/)],
  ]);
});
