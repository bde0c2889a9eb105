import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

const DOWN_MS = atMs("22:33:30");
const scenario = townOf("set-db-failure.yaml", "", ["faults.0.for=30s", "run.to=22:34:30", "run.drain=20s"]);
const { world, result } = runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 });
const BACK_MS = DOWN_MS + 30_000;
const happened = (kind: string) => result.timeline.filter((entry) => entry.kind === kind);
/** Windows of ten seconds from 22:33:10 on. */
const sets = Object.entries(result.series.parts.sets ?? {});
const others = sets.filter(([name]) => name !== "set-07");
const own = result.series.parts.sets?.["set-07"] ?? {};

describe("a set's database fails", () => {
  test("its region masks the set within the second over which calls are counted, and no other set", () => {
    expect(happened("mask").map(({ part }) => part)).toEqual(["set-07"]);
    const maskMs = happened("mask")[0]?.atMs ?? 0;
    expect(maskMs).toBeGreaterThan(DOWN_MS);
    expect(maskMs).toBeLessThan(DOWN_MS + 1500);
  });

  test("while it is masked new orders go to the other sets of the region, but for a probe a second", () => {
    expect(own.createsRps?.slice(2, 5)).toEqual([0, 0, 0]);
    for (const [, { createsRps = [] }] of others)
      expect(Math.min(...createsRps.slice(0, 8).map(Number))).toBeGreaterThan(3);
    const probes = happened("probe");
    expect(probes.length).toBeGreaterThan(10);
    expect(probes.every(({ atMs: probedMs }) => probedMs > DOWN_MS + 10_000)).toBe(true);
    expect(result.simulated.shake.failed).toEqual({});
    expect(result.simulated.send.failed).toEqual({});
  });

  test("only who opens what lives there is told to come back later, and nothing elsewhere is touched", () => {
    const { open, grab, share } = result.simulated;
    expect(Object.keys(open.refused)).toEqual(["later"]);
    expect(open.refused.later).toBeGreaterThan(50);
    expect([open.failed, grab.failed, share.failed]).toEqual([{}, {}, {}]);
    for (const [, { failShare = [] }] of others) expect(failShare.every((share) => !share)).toBe(true);
    const unavailable = world.idcs.flatMap(({ cells }) => cells.map((cell) => cell.unavailable));
    const creations = happened("probe").length + 30;
    expect(Math.max(...unavailable)).toBeLessThan((open.refused.later ?? 0) + creations);
    const [incident] = result.incidents ?? [];
    expect(incident?.blast?.inside.later).toBe(open.refused.later);
    expect(incident?.blast?.outside.later).toBe(0);
  });

  test("nineteen of twenty of them see the packet as the cache has it, and those who come back open it", () => {
    const { withPage, withoutPage = 0, byAccess, cameBack = 0 } = result.later ?? {};
    const told = (withPage?.cache ?? 0) + withoutPage;
    expect([withPage?.replica, withPage?.primary, byAccess]).toEqual([0, 0, 0]);
    expect(told).toBe(result.totals.open.refused.later);
    // The cache keeps 95 %.
    expect(Math.abs((withPage?.cache ?? 0) / told - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / told));
    expect(cameBack).toBe(result.totals.open.again);
    expect(cameBack).toBeGreaterThan(0.3 * told);
  });

  test("the first probe after the database is back unmasks it, and it takes orders again", () => {
    expect(happened("unmask").map(({ part }) => part)).toEqual(["set-07"]);
    const unmaskMs = happened("unmask")[0]?.atMs ?? 0;
    expect(unmaskMs).toBeGreaterThan(BACK_MS);
    expect(unmaskMs).toBeLessThan(BACK_MS + 5000);
    expect(own.createsRps?.[7]).toBeGreaterThan(3);
    const { refused } = result.series.steps.open;
    expect(refused.slice(52).every((count) => count === 0)).toBe(true);
  });
});
