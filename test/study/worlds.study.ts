import fc from "fast-check";
import { test } from "vitest";
import { anyWorld } from "../laws/any-world.ts";
import { expectLawful } from "../laws/expect-lawful.ts";
import { runWorld } from "../laws/small-night.ts";

test("no world breaks a law, whatever is set and whatever breaks", { timeout: 1_200_000 }, () => {
  fc.assert(
    fc.property(anyWorld, (scenario) => {
      const { world, result } = runWorld(scenario);
      expectLawful(world, result);
    }),
    { numRuns: 1000, seed: 2015, endOnFailure: true },
  );
});
