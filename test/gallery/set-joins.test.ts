import { expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

test("six sets join twelve: a third of the new orders goes there, and no old order is looked for there", () => {
  const scenario = townOf("set-joins.yaml", "", ["sets.health.ramp=5s", "run.to=22:34:30", "run.drain=20s"]);
  const { result } = runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 });
  expect(result.joins?.map(({ region, before, sets }) => [region, before, sets.length])).toEqual([
    ["sz", 6, 3],
    ["sh", 6, 3],
  ]);
  for (const { theory, ringShare, newOrdersShare } of result.joins ?? []) {
    expect(theory).toBe(1 / 3);
    // Two thousand orders and more of each region.
    expect(Math.abs((newOrdersShare ?? 0) - ringShare)).toBeLessThan(4 * Math.sqrt(1 / 3 / 2000));
  }
  const joined = Object.entries(result.series.parts.sets ?? {}).filter(([name]) => name >= "set-12");
  for (const [, { commitsRps = [] }] of joined) {
    expect(commitsRps.slice(0, 2)).toEqual([0, 0]);
    expect(Math.min(...commitsRps.slice(4, 8).map(Number))).toBeGreaterThan(0);
  }
  // A set that is asked for what it does not have says that it is gone.
  expect([result.totals.open.outcomes.gone ?? 0, result.totals.open.failed]).toEqual([0, {}]);
});
