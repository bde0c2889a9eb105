import { expect, test } from "vitest";
import { openStream } from "../../../src/kernel/random.ts";
import { LatencyWindows } from "../../../src/model/measure/latency-windows.ts";
import { LogBinSum } from "../../../src/stats/log-bins.ts";

const SHARES = [0.5, 0.9, 0.99];
/** Half a bin of 32 to the octave. */
const ERROR = 0.5 / 32 + 1e-9;

test("a quantile is off by less than half a bin, over seven orders of size", () => {
  for (const latencyMs of [0.02, 0.3, 1, 7.77, 100, 4321, 99_999]) {
    const windows = new LatencyWindows(1000);
    windows.add(500, latencyMs);
    const [median] = windows.quantiles(0, [0.5]);
    expect(Math.abs((median as number) / latencyMs - 1)).toBeLessThanOrEqual(ERROR);
  }
});

test("quantiles are those of the sorted values, by nearest rank", () => {
  const windows = new LatencyWindows(1000);
  const stream = openStream("latency", "windows");
  const values = Array.from({ length: 999 }, () => stream.exponential(50));
  for (const value of values) windows.add(0, value);
  values.sort((a, b) => a - b);
  const found = windows.quantiles(0, SHARES);
  SHARES.forEach((share, i) => {
    const exact = values[Math.ceil(share * 999) - 1] as number;
    expect(Math.abs((found[i] as number) / exact - 1)).toBeLessThanOrEqual(ERROR);
  });
});

test("windows are kept apart, and one without a value has no quantile", () => {
  const windows = new LatencyWindows(1000);
  windows.add(999, 10);
  windows.add(2000, 1000);
  expect(windows.quantiles(0, [0.5, 0.99])[1]).toBeLessThan(11);
  expect(windows.quantiles(1, SHARES)).toEqual([null, null, null]);
  expect(windows.quantiles(2, [0.5])[0]).toBeGreaterThan(980);
  expect(windows.quantiles(77, [0.5])).toEqual([null]);
});

test("two districts' windows merged are those of all values together", () => {
  const [one, two, both] = [0, 1, 2].map(() => new LatencyWindows(1000)) as [
    LatencyWindows,
    LatencyWindows,
    LatencyWindows,
  ];
  const stream = openStream("latency", "merge");
  for (let i = 0; i < 1000; i++) {
    const [timeMs, latencyMs] = [stream.uniform() * 5000, stream.exponential(20)];
    (i % 3 === 0 ? one : two).add(timeMs, latencyMs);
    both.add(timeMs, latencyMs);
  }
  one.merge(two);
  for (let window = 0; window < 6; window++)
    expect(one.quantiles(window, SHARES)).toEqual(both.quantiles(window, SHARES));
});

test("what is shorter or longer than all bins is counted in the first and the last", () => {
  const windows = new LatencyWindows(1000);
  windows.add(0, 0);
  windows.add(0, 1e9);
  const [least, most] = windows.quantiles(0, [0.5, 1]);
  expect(least).toBeLessThan(0.02);
  expect(most).toBeGreaterThan(130_000);
});

test("windows made wider hold the same latencies", () => {
  const windows = new LatencyWindows(1000);
  for (let second = 0; second < 25; second++) windows.add(second * 1000 + 1, 2 ** (second % 7));
  const wide = windows.widened(10);
  expect(wide.windowMs).toBe(10_000);
  expect(wide.between(0, 3)).toEqual(windows.between(0, 25));
  expect(wide.between(1, 2)).toEqual(windows.between(10, 20));
});

test("the bins of several windows are told as stats/log-bins reads them, to 3.2 %", () => {
  const windows = new LatencyWindows(1000);
  const sum = new LogBinSum(32);
  windows.add(500, 7);
  windows.add(1500, 300);
  windows.add(2500, 9000);
  sum.add(windows.between(0, 2));
  expect(sum.count).toBe(2);
  expect(Math.abs(sum.quantile(0.5) / 7 - 1)).toBeLessThan(0.032);
  expect(Math.abs(sum.quantile(1) / 300 - 1)).toBeLessThan(0.032);
});
