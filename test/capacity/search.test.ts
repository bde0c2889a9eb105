import { expect, test } from "vitest";
import { encodeCapacity } from "../../src/result/capacity/capacity-result.ts";
import type { FinishedOutcome } from "../../src/result/sweep/finished-run.ts";
import { lab } from "../run/lab-text.ts";
import { desk, exactRate, searched } from "./known-limit.ts";

const RATE = "sources.users.arrivals.poisson";
const few = (set: readonly string[]) => desk(10_000, set);
/** A check proves little of short runs, so two searches are as long as that takes. */
const many = (set: readonly string[]) => desk(60_000, set);

test("the limit of M/M/40 is found within 2 % with fewer than 40 runs, and what is proven lies below it", async () => {
  const found = await searched(RATE, "20/s..39/s", many);
  const exact = exactRate();
  expect(found).toMatchObject({ status: "found", find: "largest", first: "wait", next: "slow" });
  expect(found.runs).toBeLessThan(40);
  expect(Math.abs((found.limit?.at.number ?? 0) / exact - 1)).toBeLessThan(0.02);
  expect(found.limit?.low.number).toBeLessThan(exact);
  expect(found.limit?.high.number).toBeGreaterThan(exact);
  expect(found.proven?.at.number).toBeLessThan(exact);
  expect(found.proven?.at.number).toBeGreaterThan(0.92 * exact);
});

test("the fewest servers are found where more of something is better, and they are whole", async () => {
  // 33.8 customers a second take forty; a few more take one or two servers more.
  const found = await searched("stations.desk.servers", "30..60", (set) => many([`${RATE}=33.8/s`, ...set]));
  expect(found).toMatchObject({ status: "found", find: "smallest", first: "wait" });
  const { number, text } = found.limit?.at ?? { number: 0, text: "" };
  expect(Math.abs(number - 40)).toBeLessThanOrEqual(1);
  expect(text).toBe(String(number));
  expect(found.proven?.at.number).toBeGreaterThanOrEqual(40);
  expect(found.proven?.at.number).toBeLessThanOrEqual(43);
});

test("a range without a limit is told, not guessed at, with all seeds at both ends", async () => {
  const all = await searched(RATE, "10/s..20/s", few);
  expect(all).toMatchObject({ status: "all hold", limit: null, proven: null, first: null, runs: 10 });
  const none = await searched(RATE, "38/s..39/s", few);
  expect(none).toMatchObject({ status: "none holds", limit: null, runs: 10 });
});

test("a figure that leaps from nothing to too much is bracketed where no line can be drawn", async () => {
  // Below forty customers a second nothing is refused by so long a queue; above, it fills.
  const found = await searched(RATE, "20/s..60/s", (set) =>
    lab(
      `
run: {requests: 20k, warmup: 2k, replications: 2}
sources: [{id: users, arrivals: {poisson: 30/s}, path: [desk]}]
stations: [{id: desk, servers: 40, queueMax: 400, service: {exponential: 1s}}]
budgets: [{id: refused, of: desk, figure: refused, max: 0}]
`,
      [...set],
    ),
  );
  expect(found).toMatchObject({ status: "found", first: "refused" });
  const { low, high } = found.limit ?? { low: { number: 0 }, high: { number: 0 } };
  expect(low.number).toBeGreaterThan(36);
  expect(high.number).toBeLessThan(45);
});

test("the runs allowed are never exceeded, and too few of them are told", async () => {
  const found = await searched(RATE, "20/s..39/s", few, { runsMax: 12 });
  expect(found.runs).toBeLessThanOrEqual(12);
  expect(found.proven).toBeNull();
  expect(found.notes.join()).toMatch(/too few/);
  // What lies between two values that are not close is not known: the interval is all of it.
  const [budget] = found.budgets;
  expect([found.limit?.low, found.limit?.high]).toEqual(budget?.between);
});

test("a search that is begun again does nothing twice and finds the same, to the byte", async () => {
  const kept = new Map<string, FinishedOutcome>();
  const once = await searched(RATE, "20/s..39/s", few, { kept });
  const runs = kept.size;
  expect(runs).toBe(once.runs);
  for (const key of [...kept.keys()].slice(7)) kept.delete(key);
  const again = await searched(RATE, "20/s..39/s", few, { kept });
  expect(kept.size).toBe(runs);
  expect(encodeCapacity(again)).toBe(encodeCapacity(once));
});
