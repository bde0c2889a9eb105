import { expect, test } from "vitest";
import { ofOptimum, unfairness } from "../theory/dagor-tasks.ts";

const CALLS = [1, 2, 3, 4];
const FULL = { requests: "500k", warmUpS: 300, replications: 5 };

/**
 * The experiment of the DAGOR paper: a service of 750/s, tasks of one to four calls to it, from as many tasks as it can do to
 * three times as many. Four calls of 2,250 tasks/s are twelve times what it can do: 11 of 128 levels of users may enter, and a
 * level more or less is a tenth of them.
 */
test.each([
  [750, 0.75],
  [1000, 0.75],
  [1500, 0.75],
  [2250, 0.7],
])("under DAGOR %i tasks a second of any kind reach %d to 1 of the optimum", async (rateRps, least) => {
  for (const calls of CALLS) {
    const share = await ofOptimum(calls, rateRps, FULL);
    expect(share, `tasks of ${calls} calls`).toBeGreaterThan(least);
    expect(share, `tasks of ${calls} calls`).toBeLessThanOrEqual(1);
  }
});

test("DAGOR is fair to tasks of one to four calls at full length; CoDel and refusal by chance are not", async () => {
  expect(await unfairness("kind: dagor")).toBeLessThan(1.35);
  expect(await unfairness("kind: codel")).toBeGreaterThan(5);
  expect(await unfairness("kind: queueWait")).toBeGreaterThan(5);
});
