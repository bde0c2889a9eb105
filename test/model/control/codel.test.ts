import { describe, expect, it } from "vitest";
import { CoDel } from "../../../src/model/control/codel.ts";

const PARAMS = { kind: "codel", targetMs: 5, intervalMs: 100 } as const;

/** Starts of service a millisecond apart, all after the same wait: when requests are dropped. */
function drops(control: CoDel, waitMs: number, fromMs: number, toMs: number): number[] {
  const at: number[] = [];
  for (let ms = fromMs; ms < toMs; ms++) if (control.drops(waitMs, ms)) at.push(ms);
  return at;
}

describe("CoDel", () => {
  it("drops nothing below its target, nor in the first interval above it", () => {
    expect(drops(new CoDel(PARAMS), 4.9, 0, 10_000)).toEqual([]);
    expect(drops(new CoDel(PARAMS), 5, 0, 101)).toEqual([100]);
  });

  it("drops the n-th request of a spell interval / sqrt(n) after the one before", () => {
    const at = drops(new CoDel(PARAMS), 50, 0, 1000);
    let dueMs = 100;
    for (let n = 1; n <= at.length; n++) {
      expect(at[n - 1]).toBe(Math.ceil(dueMs));
      dueMs += 100 / Math.sqrt(n);
    }
    expect(at.length).toBeGreaterThan(20);
  });

  it("stops at the first wait below its target, and soon after goes on almost where it was", () => {
    const control = new CoDel(PARAMS);
    const before = drops(control, 50, 0, 2000).length;
    expect(drops(control, 1, 2000, 2010)).toEqual([]);
    const again = drops(control, 50, 2010, 2210);
    expect(again[0]).toBe(2110);
    expect(again[1]).toBe(Math.ceil(2110 + 100 / Math.sqrt(before - 1)));
    drops(control, 1, 2210, 9000);
    const fresh = drops(control, 50, 9000, 9300);
    expect(fresh).toEqual([9100, 9200, 9271]);
  });
});
