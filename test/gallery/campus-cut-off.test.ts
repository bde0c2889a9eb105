import { expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(direction: string) {
  const scenario = townOf("campus-cut-off.yaml", "", [
    `faults=[{kind: cutOffCampus, idc: sz-2, direction: ${direction}, at: "22:33:20", for: 20s}]`,
    "sets.count=12",
    "sets.health.minCalls=5",
    "run.to=22:34",
    "run.drain=20s",
    "budgets.back.max=30s",
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 }).result;
}

test("a campus that lives and is cut off is masked, and goes on with what it has: no credit is late", () => {
  const { incidents, money, network } = night("both");
  const [incident] = incidents ?? [];
  expect(incident?.survivors?.sets).toMatchObject({ away: 2, of: 6 });
  // A call's second, and a window of health that is half full of failures.
  expect(incident?.foundAfterMs).toBeGreaterThan(1000);
  expect(incident?.foundAfterMs).toBeLessThan(6000);
  expect([money.lateCredits, money.missingCredits]).toEqual([0, 0]);
  expect(network?.campuses?.[0]?.id).toBe("sz-2");
});

test("where only answers are lost its sets do work that nobody hears of", () => {
  const [deaf, mute] = [night("in"), night("out")];
  const opened = ({ money, totals }: typeof deaf) => money.sharesOpened - (totals.open.outcomes.opened ?? 0);
  expect(mute.network?.campuses?.[0]?.lost.calls).toBe(0);
  expect(opened(mute)).toBeGreaterThan(opened(deaf));
});
