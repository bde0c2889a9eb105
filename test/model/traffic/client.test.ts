import { expect, test } from "vitest";
import { openStream } from "../../../src/kernel/random.ts";
import { Client, type ClientPolicy } from "../../../src/model/traffic/client.ts";
import { RetryBudget } from "../../../src/model/traffic/retry-budget.ts";

const policy: ClientPolicy = {
  timeoutMs: [12_000, 15_000],
  retries: 2,
  retryPauseMs: 1000,
  jitterShare: 0,
  retryWhenBusy: false,
};
const client = (more: Partial<ClientPolicy> = {}) => new Client({ ...policy, ...more });
const stream = openStream("client", "pauses");

test("a handset waits for an attempt as long as its access type allows", () => {
  expect([client().deadlineMs(500, 0), client().deadlineMs(500, 1)]).toEqual([12_500, 15_500]);
});

test("it tries again as often as it may, and no more", () => {
  expect([1, 2, 3].map((attempts) => client().triesAgain(attempts))).toEqual([true, true, false]);
  expect(client({ retries: 0 }).triesAgain(1)).toBe(false);
});

test("it takes busy for an answer unless told otherwise", () => {
  expect(client().triesAgainWhenBusy(1)).toBe(false);
  expect([1, 3].map((attempts) => client({ retryWhenBusy: true }).triesAgainWhenBusy(attempts))).toEqual([
    true,
    false,
  ]);
});

test("each pause is twice the one before", () => {
  expect([1, 2, 3].map((attempts) => client().pauseMs(attempts, stream))).toEqual([1000, 2000, 4000]);
});

test("pauses may grow otherwise, up to a longest", () => {
  const slow = client({ retryPauseGrowth: 3, retryPauseMaxMs: 5000 });
  expect([1, 2, 3, 4].map((attempts) => slow.pauseMs(attempts, stream))).toEqual([1000, 3000, 5000, 5000]);
  expect([1, 5].map((n) => client({ retryPauseGrowth: 1 }).pauseMs(n, stream))).toEqual([1000, 1000]);
});

test("jitter spreads pauses evenly around their length, so that clients do not return in step", () => {
  const jittery = client({ jitterShare: 0.5 });
  const pauses = Array.from({ length: 10_000 }, () => jittery.pauseMs(1, stream));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...pauses)).toBeLessThan(1500);
  const mean = pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length;
  // Four standard errors of a uniform law a thousand wide.
  expect(Math.abs(mean - 1000)).toBeLessThan((4 * 1000) / Math.sqrt(12 * pauses.length));
});

test("with a budget, retries end when it is spent, whatever each request might do by itself", () => {
  const budget = new RetryBudget({ share: 0.5, burst: 2 });
  const thrifty = new Client({ ...policy, retries: 9 }, budget);
  expect([1, 1, 1].map((attempts) => thrifty.triesAgain(attempts))).toEqual([true, true, false]);
  for (let i = 0; i < 2; i++) thrifty.began();
  expect([1, 1].map((attempts) => thrifty.triesAgain(attempts))).toEqual([true, false]);
  thrifty.began();
  thrifty.began();
  expect(thrifty.triesAgain(10)).toBe(false);
  expect(thrifty.triesAgain(9)).toBe(true);
});

test("what it tells servers of its deadline leaves room for the answer's way; unless told to, it says nothing", () => {
  expect(client({ deadlineReserveMs: 1000 }).workUntilMs(15_500)).toBe(14_500);
  expect(client().workUntilMs(15_500)).toBe(Number.POSITIVE_INFINITY);
});
