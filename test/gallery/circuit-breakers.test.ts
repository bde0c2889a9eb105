import { describe, expect, test } from "vitest";
import type { Result } from "../../src/result/result.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import { runWorld } from "../laws/small-night.ts";
import { atMs } from "./town.ts";

function cities(...set: string[]): Result {
  const file = new URL("../../scenarios/circuit-breakers.yaml", import.meta.url).pathname;
  const loaded = loadScenario({ file }, { set });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return runWorld(loaded.scenario).result;
}

const failed = ({ totals }: Result) => (totals.grab.failed.call ?? 0) + (totals.open.failed.call ?? 0);

describe("cities apart for half a minute", () => {
  const result = cities();

  test("breakers open within three seconds of the cut and close within a pause and a deadline of the route's return", () => {
    const told = result.timeline.filter(({ kind }) => kind === "breaker").map((entry) => entry.atMs);
    expect(told.length).toBe(4);
    for (const ms of told.slice(0, 2)) expect(ms - atMs("22:33:30")).toBeLessThan(3000);
    const switched = result.timeline.filter(({ kind }) => kind === "switch" || kind === "switchBack");
    const backMs = Math.max(...switched.map((entry) => entry.atMs));
    for (const ms of told.slice(2)) {
      expect(ms).toBeGreaterThan(atMs("22:34:00"));
      expect(ms).toBeLessThan(backMs + 5000 + 1000 + 500);
    }
  });

  test("most who could only have waited in vain are told at once, by one region's breaker and by the other's", () => {
    const none = cities("network.breakers.minCalls=1G");
    expect(none.breakers).toEqual([]);
    expect(failed(result)).toBeLessThan(0.4 * failed(none));
    expect(result.breakers?.map(({ from, to, answeredAtOnce }) => [from, to, answeredAtOnce > 0])).toEqual([
      ["sz", "sh", true],
      ["sh", "sz", true],
    ]);
  });
});
