import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(...set: string[]) {
  const scenario = townOf("brown-out.yaml", "", [
    "faults.0.for=40s",
    "run.to=22:34:20",
    "run.drain=20s",
    "budgets=[]",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 }).result;
}

describe("a line that loses one message in twelve", () => {
  const probed = night();
  const [found] = probed.incidents ?? [];

  test("is found by probes within seconds, and nothing is lost once it is left", () => {
    // Of 1 - .92^2 = 15 % bad probes the fifth comes after 33 on average, 100 ms apart.
    expect(found?.foundAfterMs).toBeGreaterThan(700);
    expect(found?.foundAfterMs).toBeLessThan(8000);
    const avoidedMs = found?.avoidedAfterMs ?? Number.NaN;
    expect(avoidedMs - (found?.foundAfterMs ?? 0)).toBeCloseTo(1000, 6);
    // The last call lost fails at its deadline, a second later.
    expect(found?.recoveredAfterMs).toBeLessThanOrEqual(avoidedMs + 2000);
    const lost = probed.series.parts.lines?.["sz-sh-main:sz>sh"]?.lostLossCount ?? [];
    expect(lost.slice(4)).toEqual(lost.slice(4).map(() => 0));
  });

  test("is used again when it has been good for the hold-down", () => {
    const clears = night("routes.sz-sh.holdDown=5s").timeline.filter(({ kind }) => kind === "switchBack");
    expect(clears.length).toBe(2);
    for (const { atMs: backMs } of clears) expect(backMs).toBeGreaterThan(atMs("22:34:10") + 5000);
  });

  test("is not found by hellos, and goes on losing for as long as it lasts", () => {
    const [unseen] = night("routes.sz-sh.quality.kind=none").incidents ?? [];
    expect([unseen?.foundAfterMs, unseen?.avoidedAfterMs]).toEqual([null, null]);
    expect(unseen?.recoveredAfterMs).toBeGreaterThan(39_000);
    const availability = unseen?.blast?.inside.availability ?? Number.NaN;
    // A call and its answer both have to come through.
    expect(Math.abs(availability - 0.92 ** 2)).toBeLessThan(0.01);
    expect((unseen?.touched.requests ?? 0) / (found?.touched.requests ?? 1)).toBeGreaterThan(4);
  });
});
