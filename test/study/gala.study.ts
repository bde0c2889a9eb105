import { describe, expect, test } from "vitest";
import { run } from "../../src/run/run.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";

const file = new URL("../../scenarios/spring-festival-2015.yaml", import.meta.url).pathname;
const loaded = loadScenario({ file });
if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
const { headline, series, money, totals, complete } = await run(loaded.scenario);

const within = (share: number, value: number | null, published: number) =>
  expect(Math.abs((value as number) / published - 1), `${value} is not ${published}`).toBeLessThan(share);

/** The night as it was published, at the gala's own scale over the whole evening. */
describe("the evening of 18 February 2015", () => {
  test("has 11.0 bn shakes, within 1 %", () => within(0.01, headline.shakes, 11.0e9));

  test("has 14 M of them in the peak second and 810 M in the best minute, within 3 %", () => {
    within(0.03, headline.peakSecondRps, 14e6);
    within(0.03, headline.bestMinute, 810e6);
  });

  test("has 7.2 bn of them by 22:32, within 2 %", () => {
    const by2232 = series.steps.shake.offered.slice(0, 9120).reduce((sum, count) => sum + count, 0);
    within(0.02, by2232, 7.2e9);
  });

  test("has 120 M packets won by shaking, and 1.01 bn sent and received, within 3 %", () => {
    within(0.03, headline.packetsWon, 120e6);
    within(0.03, headline.packetsSent + headline.packetsReceived, 1.01e9);
  });

  test("loads the access servers with 21.9 k/s in the peak second, each within 5 %", () => {
    within(0.03, headline.accessLoadRps.mean, 21.9e3);
    within(0.05, headline.accessLoadRps.min, 21.9e3);
    within(0.05, headline.accessLoadRps.max, 21.9e3);
  });

  test("is carried: all is conserved, the ledger balances to the fen, and what is owed is paid", () => {
    expect(complete).toBe(true);
    expect(money.violations).toEqual([]);
    expect(money.openedFen + money.refundedFen + money.remainingFen).toBe(money.createdFen);
    expect([money.owedFen, money.creditedFen]).toEqual([0, money.openedFen]);
    for (const { offered, inFlight } of Object.values(totals)) expect(inFlight / offered).toBeLessThan(1e-3);
    for (const { inFlight } of Object.values(series.steps))
      expect(Math.min(...inFlight)).toBeGreaterThanOrEqual(0);
  });
});
