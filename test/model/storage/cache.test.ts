import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Cache } from "../../../src/model/storage/cache.ts";

const cache = (hit: number, expiryMs?: number) =>
  new Cache({
    latencyMs: compileDistribution({ kind: "constant", value: 0.25 }),
    hit,
    stream: openStream("cache", "test"),
    ...(expiryMs === undefined ? {} : { expiryMs }),
  });

test("what was put in is there as often as the hit ratio says, at the latency of a look-up", () => {
  const made = cache(0.95);
  const n = 100_000;
  for (let i = 0; i < n; i++) made.lookUp(i, 0);
  expect(made.doneAtMs).toBe(n - 1 + 0.25);
  expect(Math.abs(made.hits / n - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / n));
  expect(made.hits + made.misses).toBe(n);
});

test("what was never put in, or long ago, is not there", () => {
  const made = cache(1, 1000);
  expect(made.lookUp(10, Number.NaN)).toBe(false);
  expect(made.lookUp(10, 0)).toBe(true);
  expect(made.lookUp(999, 0)).toBe(true);
  expect(made.lookUp(1000, 0)).toBe(false);
});

test("a lost cache misses everything, and what was put in before it came back", () => {
  const made = cache(1);
  made.lose();
  expect(made.lookUp(10, 5)).toBe(false);
  made.restore(20);
  expect(made.lookUp(30, 5)).toBe(false);
  expect(made.lookUp(30, 25)).toBe(true);
});

test("losing a cache does not change the draws of those after it", () => {
  const healthy = cache(0.5);
  const lost = cache(0.5);
  lost.lose();
  for (let i = 0; i < 10; i++) {
    healthy.lookUp(i, 0);
    lost.lookUp(i, 0);
  }
  lost.restore(10);
  for (let i = 11; i < 60; i++) expect(lost.lookUp(i, 10)).toBe(healthy.lookUp(i, 10));
});
