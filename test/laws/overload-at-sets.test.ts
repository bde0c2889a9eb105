import { expect, test } from "vitest";
import type { Result, Step } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Sets that can do a quarter of what is asked of them, protected in one way or another. */
function busySets(overload: string): Result {
  const scenario = smallNight(
    "run.scale=1/5",
    "sets.logic.servers=10",
    "sets.logic.serviceTime={constant: 35ms}",
    "run.drain=10min",
    `sets.logic.overload={${overload}}`,
  );
  const { world, result } = runWorld(scenario);
  expectLawful(world, result);
  return result;
}

function share(result: Result, step: Step, by?: string): number {
  const { refused, offered } = result.simulated[step];
  const counts = by === undefined ? Object.values(refused) : [refused[by] ?? 0];
  return counts.reduce((sum, count) => sum + count, 0) / offered;
}

test("DAGOR refuses the least important steps first, and callers who know its level do not even ask", () => {
  const result = busySets("kind: dagor, window: 200ms");
  expect(share(result, "open")).toBeLessThan(0.02);
  expect(share(result, "grab")).toBeGreaterThan(10 * share(result, "open"));
  expect(share(result, "send")).toBeGreaterThan(share(result, "grab"));
  for (const step of ["send", "grab", "share"] as const) {
    expect(share(result, step, "early")).toBeGreaterThan(5 * share(result, step, "set"));
  }
});

test.each([
  ["queueWait", ""],
  ["codel", ""],
  ["tokenBucket", ", rate: 100/s, burst: 20"],
  ["concurrencyLimit", ", limit: 20"],
  ["adaptiveLimit", ", target: 80ms, window: 200ms"],
  ["boundedQueue", ", length: 20"],
])("%s refuses what a set cannot do, and nobody is lost over it", (kind, more) => {
  const result = busySets(`kind: ${kind}${more}`);
  expect(share(result, "grab", "set")).toBeGreaterThan(0.05);
  expect(share(result, "grab", "early")).toBe(0);
});
