import { expect, test } from "vitest";
import { ofOptimum, unfairness } from "../theory/dagor-tasks.ts";

const CALLS = [1, 2, 3, 4];
const FULL = { requests: "500k", warmUpS: 300, replications: 5 };

/**
 * The experiment of the DAGOR paper: a service of 750/s, tasks of one to four calls to it, from as many tasks as it can do to
 * three times as many.
 */
test.each([750, 1000, 1500, 2250])(
  "under DAGOR %i tasks a second of any kind reach .75 to 1 of the optimum",
  async (rateRps) => {
    const shares: Record<number, number> = {};
    for (const calls of CALLS) shares[calls] = await ofOptimum(calls, rateRps, FULL);
    console.log(rateRps, shares);
    for (const calls of CALLS) {
      expect(shares[calls]).toBeGreaterThan(0.75);
      expect(shares[calls]).toBeLessThanOrEqual(1);
    }
  },
);

test("DAGOR is fair to tasks of one to four calls at full length; CoDel and refusal by chance are not", async () => {
  const found = {
    dagor: await unfairness("kind: dagor"),
    codel: await unfairness("kind: codel"),
    queueWait: await unfairness("kind: queueWait"),
  };
  console.log(found);
  expect(found.dagor).toBeLessThan(1.35);
  expect(found.codel).toBeGreaterThan(5);
  expect(found.queueWait).toBeGreaterThan(5);
});
