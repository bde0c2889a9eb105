import { describe, expect, test } from "vitest";
import { encodeResult } from "../../src/result/encode.ts";
import type { Result } from "../../src/result/result.ts";
import { runWorld, smallNight, type WorldRun } from "./small-night.ts";

const night = (options: WorldRun = {}, ...set: string[]): Result =>
  runWorld(smallNight("run.to=20:01", ...set), options).result;

describe("a call to a set in another city", () => {
  const straight = night();
  // The line that is not in use is cut for a moment: nothing comes of it, but where lines are cut each message stops at the edge.
  const byEdge = night({}, 'faults=[{kind: cutLine, line: sz-sh-backup, at: "20:00:20", for: 100ms}]');

  test("goes straight into its campus where nothing cuts lines, in fewer events", () => {
    const crossed = (straight.network?.chain?.open.lineMessages ?? 0) / straight.scale.k / 2;
    expect(crossed).toBeGreaterThan(100);
    expect(byEdge.events - straight.events).toBeGreaterThan(crossed);
  });

  test("comes to it at the same moment as by way of the edge", () => {
    expect(straight.totals).toEqual(byEdge.totals);
    expect(straight.latencyMs).toEqual(byEdge.latencyMs);
    expect(straight.histograms).toEqual(byEdge.histograms);
    expect(straight.series.steps).toEqual(byEdge.series.steps);
    expect(straight.money).toEqual(byEdge.money);
    expect(straight.grabs).toEqual(byEdge.grabs);
  });

  test("is as many hops as by way of the edge", () => {
    expect(straight.network?.chain).toEqual(byEdge.network?.chain);
  });

  test("comes at the same moment whichever districts run together", () => {
    const bytes = encodeResult(straight);
    expect(encodeResult(night({ groups: [0, 1, 2, 3, 4, 5, 6, 7] }))).toBe(bytes);
    expect(encodeResult(night({ groups: [1, 0, 2, 2, 0, 1, 0, 2] }))).toBe(bytes);
  });
});
