import { describe, expect, it } from "vitest";
import { PathHealth } from "../../../src/model/network/path-health.ts";

/** Recoveries of a path that is dead for 5 s and then good for `upMs`, again and again: their hold-downs. */
function holdDowns(upMs: number, times: number): number[] {
  const path = new PathHealth({ holdDownMs: 30_000, holdDownMaxMs: 240_000 });
  let nowMs = 0;
  return Array.from({ length: times }, () => {
    path.setDead(true, nowMs);
    nowMs += 5000;
    path.setDead(false, nowMs);
    const heldMs = path.heldUntilMs - nowMs;
    nowMs += upMs;
    return heldMs;
  });
}

describe("PathHealth", () => {
  it("holds a path down twice as long after each relapse, up to the maximum", () => {
    expect(holdDowns(60_000, 6)).toEqual([30_000, 60_000, 120_000, 240_000, 240_000, 240_000]);
  });

  it("forgets relapses of a path that was good for longer than the maximum", () => {
    expect(holdDowns(240_000, 4)).toEqual([30_000, 30_000, 30_000, 30_000]);
  });

  it("is good only when neither dead nor brown, and held down from then on", () => {
    const path = new PathHealth({ holdDownMs: 1000, holdDownMaxMs: 1000 });
    expect(path.isGood).toBe(true);
    path.setBrown(true, 10);
    path.setDead(true, 20);
    path.setBrown(false, 30);
    expect([path.isGood, path.heldUntilMs]).toEqual([false, Infinity]);
    path.setDead(false, 40);
    expect([path.isGood, path.heldUntilMs]).toEqual([true, 1040]);
  });
});
