import { expect, test } from "vitest";
import { openStream } from "../../../src/kernel/random.ts";
import { RateLimit } from "../../../src/model/storage/rate-limit.ts";

function meanWaitMs(limit: RateLimit, ratePerS: number, n: number): number {
  const stream = openStream("limit", `${ratePerS}`);
  let nowMs = 0;
  for (let i = 0; i < n; i++) {
    nowMs += stream.exponential(1000 / ratePerS);
    limit.arrive(nowMs);
  }
  return limit.waitedMs / n;
}

// validity.md: M/D/1 at .8 waits 2 services on average.
test("at full size waits as a server of constant time", () => {
  const waits = Array.from({ length: 20 }, (_, i) =>
    meanWaitMs(new RateLimit({ ratePerS: 1000, k: 1 }), 800 + i * 1e-9, 200_000),
  );
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  expect(mean).toBeGreaterThan(2 * 0.98);
  expect(mean).toBeLessThan(2 * 1.02);
});

test("never passes more than its rate and its burst", () => {
  for (const k of [1, 35]) {
    const limit = new RateLimit({ ratePerS: 7000, k, burstGrains: 12 });
    const starts = Array.from({ length: 5000 }, () => limit.arrive(1000)).sort((a, b) => a - b);
    const lastMs = (starts.at(-1) as number) - 1000;
    expect(5000 - lastMs * limit.ratePerMs).toBeLessThanOrEqual(13);
    expect(limit.passed(1e9)).toBe(5000);
  }
});

test("shrunk, waits no longer than the whole below its rate, and as long above it", () => {
  expect(meanWaitMs(new RateLimit({ ratePerS: 9500, k: 106 }), (9500 * 0.8) / 106, 100_000)).toBeLessThan(1);
  const whole = new RateLimit({ ratePerS: 9500, k: 1 });
  const shrunk = new RateLimit({ ratePerS: 9500, k: 106 });
  for (let nowMs = 0; nowMs < 60_000; nowMs += 1000 / 11_400) whole.arrive(nowMs);
  for (let nowMs = 0; nowMs < 60_000; nowMs += 106_000 / 11_400) shrunk.arrive(nowMs);
  expect(shrunk.backlogMs(60_000) / whole.backlogMs(60_000)).toBeGreaterThan(0.97);
  expect(shrunk.backlogMs(60_000) / whole.backlogMs(60_000)).toBeLessThan(1.03);
});

test("without a rate limits nothing", () => {
  const limit = new RateLimit({ ratePerS: Number.POSITIVE_INFINITY, k: 35 });
  for (let i = 0; i < 100; i++) expect(limit.arrive(i)).toBe(i);
});
