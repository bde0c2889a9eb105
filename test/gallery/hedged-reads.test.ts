import { expect, test } from "vitest";
import type { Result } from "../../src/result/result.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import { runWorld } from "../laws/small-night.ts";

function slowCopies(...set: string[]): Result {
  const file = new URL("../../scenarios/hedged-reads.yaml", import.meta.url).pathname;
  const loaded = loadScenario({ file }, { set });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return runWorld(loaded.scenario).result;
}

test("with one copy in three slow, hedged reads cut the tail of openings, and the slow copy is hardly ever first", () => {
  const [hedged, waiting] = [slowCopies(), slowCopies("sets.storage.hedge=1h")];
  const p99Ms = ({ latencyMs }: Result) => latencyMs.open.service.p99 as number;
  expect(p99Ms(hedged)).toBeLessThan(0.75 * p99Ms(waiting));
  expect(waiting.staleness.hedgedReads).toBe(undefined);
  const { reads, hedgedReads = 0, hedgesWon = 0 } = hedged.staleness;
  expect(hedgedReads / (reads - hedgedReads)).toBeGreaterThan(0.1);
  expect(hedgedReads / (reads - hedgedReads)).toBeLessThan(0.4);
  expect(hedgesWon / hedgedReads).toBeGreaterThan(0.8);
});
