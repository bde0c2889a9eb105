import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { ofOptimum, successes, unfairness } from "./dagor-tasks.ts";
import { readLab } from "./lab-cases.ts";

test.each([
  [1, 1000],
  [1, 2250],
  [2, 1000],
  [2, 1500],
  [3, 1000],
  [3, 1500],
  [4, 1000],
  [4, 1500],
])("under DAGOR tasks of %d calls, %d/s of them, reach .75 to 1 of the optimum", async (calls, rateRps) => {
  const share = await ofOptimum(calls, rateRps, { requests: "150k", warmUpS: 150, replications: 2 });
  expect(share).toBeGreaterThan(0.75);
  expect(share).toBeLessThanOrEqual(1);
});

test("DAGOR is fair to tasks of one to four calls; CoDel and refusal by chance are not", async () => {
  const short = ["run.requests=100k", "run.replications=2"];
  expect(await unfairness("kind: dagor", ...short)).toBeLessThan(1.35);
  expect(await unfairness("kind: codel", ...short)).toBeGreaterThan(5);
  expect(await unfairness("kind: queueWait", ...short)).toBeGreaterThan(5);
});

test("first come, first served serves 750/s of 1,000/s, and less than 1 % of the tasks in time", async () => {
  const set = ["run.requests=200k", "run.warmup=20k", "run.replications=1"];
  const { sources, stations } = await runLab(readLab("late-answers", set));
  expect(successes({ sources })[0]).toBeLessThan(0.01);
  expect(stations[0]?.figures.throughput?.estimate).toBeGreaterThan(740);
});
