import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(...set: string[]) {
  const scenario = townOf("line-flap.yaml", "", [
    "budgets=[]",
    // The town's traffic between the cities is 250 kbps each way.
    "lines.sz-sh-backup.bandwidth=200kbps",
    "run.to=22:35:50",
    "run.drain=20s",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 }).result;
}

describe("a line that flaps", () => {
  const result = night();
  const routes = result.network?.routes ?? [];

  test("is left twice and not again: its hold-down doubles until it outlasts the flapping", () => {
    // Four cuts; after the second the line is held down for a minute and is cut again before that is over.
    expect(routes.map(({ switches }) => switches.length)).toEqual([3, 3]);
    for (const { switches } of routes)
      expect(switches.map(({ to }) => to)).toEqual(["sz-sh-backup", "sz-sh-main", "sz-sh-backup"]);
    const undamped = night("routes.sz-sh.holdDownMax=30s").network?.routes ?? [];
    expect(undamped.map(({ switches }) => switches.length)).toEqual([7, 7]);
  });

  test("takes along what is on its way at each cut and what is sent into it until the switch", () => {
    for (const { id, lost } of result.network?.lines ?? []) {
      if (!id.startsWith("sz-sh-main")) continue;
      expect(lost.inFlight).toBeGreaterThan(0);
      expect(lost.cut).toBeGreaterThan(100);
      expect([lost.full, lost.loss]).toEqual([0, 0]);
    }
  });

  test("congests the narrow backup: the switch itself loses calls", () => {
    const [backup] = (result.network?.lines ?? []).filter(({ id }) => id.startsWith("sz-sh-backup"));
    expect(backup?.peakUtilisation).toBeGreaterThan(0.99);
    expect(backup?.lost.full).toBeGreaterThan(100);
    const [incident] = result.incidents ?? [];
    expect(incident?.touched.requests).toBeGreaterThan(1000);
    expect(incident?.blast?.outside.availability).toBe(1);
  });
});
