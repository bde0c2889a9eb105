import { expect, test } from "vitest";
import type { Result } from "../../src/result/result.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import { runWorld } from "../laws/small-night.ts";

/** When the round is over, on the clock of 20:00 [s]. */
const OVER_S = 2.5 * 3600 + 120;

/** The scenario of the gallery, coarser, and what is changed about it. */
function avalanche(...set: string[]): Result {
  const file = new URL("../../scenarios/avalanche.yaml", import.meta.url).pathname;
  const loaded = loadScenario({ file }, { set: ["run.scale=1/12760", "run.to=22:33:40", ...set] });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return runWorld(loaded.scenario).result;
}

/** Shakes a second [M/s] in a span of seconds from the round's end on, by what became of them. */
function rates({ series }: Result, fromS: number, toS: number) {
  const { shake } = series.steps;
  const first = Math.round(OVER_S - series.fromMs / 1000);
  const mean = (values: readonly number[]) =>
    values.slice(first + fromS, first + toS).reduce((sum, value) => sum + value, 0) / (toS - fromS) / 1e6;
  return { attempts: mean(shake.attempts), answered: mean(shake.full) + mean(shake.degraded) };
}

const TRAVEL = "client.deadlines.kind=travel";
const BUDGET = "client.retryBudget.kind=shared";
const LADDER =
  "ladder.access={rungs: [{name: result pages, gives: pictures, on: 85%, off: 55%, saves: 30%}]}";
const STOPS = ["client.retryWhenBusy=false", "client.again.afterBusy=0%"];

test("without control 1.4 times the peak collapses, and stays down on a load of a fifteenth of what could be done", () => {
  const result = avalanche();
  expect(rates(result, -100, -80).answered).toBeGreaterThan(14);
  const down = rates(result, 60, 100);
  expect(down.answered).toBeLessThan(0.01);
  // Three to ten times the round's load, as reported from the field.
  const peak = rates(result, -30, 30).attempts / 18;
  expect(peak).toBeGreaterThan(3);
  expect(peak).toBeLessThan(10);
});

test("a retry budget alone bounds retries but not people: it comes down all the same", () => {
  const result = avalanche(BUDGET);
  expect(rates(result, 60, 100).answered).toBeLessThan(0.01);
  const { attempts, offered } = result.totals.shake;
  expect(attempts / offered).toBeLessThan(1.15);
});

test.each([
  ["refusal by queue wait", ["access.overload.kind=queueWait"], 0.55],
  ["DAGOR", ["access.overload.kind=dagor"], 0.5],
  ["CoDel", ["access.overload={kind: codel}"], 0.85],
  ["400 places to wait", ["access.overload={kind: boundedQueue, length: 400}"], 0.85],
  ["deadlines that travel", [TRAVEL], 0.9],
  ["the access servers' ladder", [LADDER], 1.1],
  ["all together", ["access.overload.kind=dagor", BUDGET, TRAVEL, ...STOPS], 0.75],
])("with %s it does what it can while the round lasts, and all again a minute after it", (_, set, share) => {
  const result = avalanche(...set);
  expect(rates(result, -110, 0).answered).toBeGreaterThan(share * 15);
  const after = rates(result, 60, 100);
  expect(after.answered).toBeGreaterThan(0.95);
  expect(after.attempts).toBeLessThan(1.1);
});
