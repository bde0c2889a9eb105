import { expect, test } from "vitest";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Crowds on each packet, so that they get in each other's way. */
const CROWDED = ["packets.group.taking=100%", "packets.reaction={uniform: {min: 0s, max: 300ms}}"];

test.each([["fifo"], ["db"], ["cas"]])("a crowded night with the engine %s breaks no law", (engine) => {
  const { world, result } = runWorld(smallNight(...CROWDED, `sets.grab={engine: ${engine}}`));
  expectLawful(world, result);
  const { grabs } = result;
  expect(grabs?.engine).toBe(engine);
  expect(result.money.sharesOpened).toBeGreaterThan(50_000);
  if (engine === "db") expect(grabs?.lockWaits).toBeGreaterThan(1000);
  expect((grabs?.lostRaces ?? 0) > 0).toBe(engine === "cas");
  expect((grabs?.emptyWhenOpened ?? 0) > 0).toBe(engine === "cas");
  expect(result.totals.open.outcomes.empty ?? 0).toBe(grabs?.emptyWhenOpened);
});
