import { describe, expect, test } from "vitest";
import { WindowedGauge } from "../../src/stats/windowed-gauge.ts";

function series(gauge: WindowedGauge, of: "mean" | "max"): number[] {
  return Array.from({ length: gauge.windows }, (_, window) => gauge[of](window));
}

describe("WindowedGauge", () => {
  test("means are weighted by time, and a level goes on through windows without a change", () => {
    const gauge = new WindowedGauge(10);
    gauge.set(5, 4);
    gauge.set(35, 0);
    gauge.advance(40);
    expect(series(gauge, "mean")).toEqual([2, 4, 4, 2, 0]);
  });

  test("the maximum of a window counts the level that it began with, and peaks of no length", () => {
    const gauge = new WindowedGauge(10);
    gauge.change(3, 7);
    gauge.change(3, -5);
    gauge.set(15, 1);
    gauge.advance(30);
    expect(series(gauge, "max")).toEqual([7, 2, 1, 1]);
  });

  test("the last window's mean is over the part that has passed", () => {
    const gauge = new WindowedGauge(10);
    gauge.set(10, 8);
    gauge.set(12, 2);
    gauge.advance(14);
    expect([gauge.mean(1), gauge.mean(2), gauge.max(2)]).toEqual([5, Number.NaN, Number.NaN]);
  });

  test("a hundred windows keep the area under the level", () => {
    const gauge = new WindowedGauge(7);
    let area = 0;
    for (let t = 0; t < 700; t += 5) {
      gauge.set(t, t % 13);
      area += 5 * (t % 13);
    }
    gauge.advance(700);
    expect(
      series(gauge, "mean")
        .slice(0, 100)
        .reduce((sum, mean) => sum + 7 * mean, 0),
    ).toBeCloseTo(area, 8);
  });

  test("changes out of order are refused", () => {
    const gauge = new WindowedGauge(10);
    gauge.set(5, 1);
    expect(() => gauge.set(4, 1)).toThrow(RangeError);
  });
});
