import { expect, test } from "vitest";
import { scenarioOf } from "../laws/small-night.ts";
import { verdictsOf } from "./judged.ts";

/** Budgets of the file that do not pass with five seeds. */
async function red(...set: string[]): Promise<string[]> {
  const text = "version: 1\nextends: leader-failover.yaml\nname: leaders change in a small town\n";
  const verdicts = await verdictsOf(scenarioOf(text, ["run.drain=10s", ...set]));
  return Object.keys(verdicts).filter((id) => verdicts[id] !== "pass");
}

test("leaders that change, or acknowledge alone, and logs that are flushed keep all budgets", async () => {
  expect(await red()).toEqual([]);
}, 60_000);

test.each([
  ["a primary is held dead after ten seconds only", "sets.storage.failover.detection=10s", "led-again"],
  ["a primary waits for its followers for as long as they are away", "sets.storage.ackTimeout=1h", "alone"],
  ["each flush takes ten times as long", "sets.storage.flush=50ms", "flushed"],
])(
  "where %s the budget about it is red",
  async (_, broken, budget) => {
    expect(await red(broken)).toContain(budget);
  },
  60_000,
);
