import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(...set: string[]) {
  const scenario = townOf("third-region.yaml", "", [
    "faults.0.for=30s",
    "faults.1.for=30s",
    "run.to=22:34:20",
    "run.drain=20s",
    "budgets=[]",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 }).result;
}

describe("two cities whose lines are cut together", () => {
  const result = night();
  const [incident] = result.incidents ?? [];
  const lines = new Map(result.network?.lines.map((line) => [line.id, line]));

  test("reach each other through the third one once the cut is found", () => {
    expect(incident?.avoidedAfterMs).toBeGreaterThan(3000 + 1000 - 15);
    expect(incident?.avoidedAfterMs).toBeLessThan(4000 + 1000 + 20);
    expect(incident?.recoveredAfterMs).toBeLessThan((incident?.avoidedAfterMs ?? 0) + 2000);
    for (const { id, switches, unsent } of result.network?.routes ?? []) {
      if (id.startsWith("sz-sh")) expect(switches[0]?.to).toBe("via tj");
      expect(unsent).toBe(0);
    }
  });

  test("put their calls on both of its lines, as transit, and nowhere twice", () => {
    const transit = ["sz-tj:sz>tj", "sh-tj:tj>sh"].map((id) => lines.get(id)?.bytes.transit ?? 0);
    expect(transit[0]).toBeGreaterThan(500_000);
    // What is on its way when a window ends is on one of them only.
    expect(Math.abs((transit[0] as number) - (transit[1] as number))).toBeLessThan(5000);
    expect(lines.get("sz-tj:tj>sz")?.lost).toEqual({ full: 0, loss: 0, cut: 0, inFlight: 0 });
  });

  test("cannot reach each other for as long as the cut lasts where no way leads through another", () => {
    const apart = night("routes.sz-sh.via=[]");
    const [alone] = apart.incidents ?? [];
    // Their groups are not shown each other's packets: so nobody there asks for what he cannot reach.
    expect((alone?.touched.membersUnseen ?? 0) / (incident?.touched.membersUnseen ?? 1)).toBeGreaterThan(4);
    const unsent = apart.network?.routes
      .filter(({ id }) => id.startsWith("sz-sh"))
      .map((route) => route.unsent);
    expect(Math.min(...(unsent ?? [0]))).toBeGreaterThan(500);
  });
});
