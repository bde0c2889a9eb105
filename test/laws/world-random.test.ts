import fc from "fast-check";
import { test } from "vitest";
import { anyWorld } from "./any-world.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld } from "./small-night.ts";

test("no world breaks a law, whatever is set and whatever breaks", () => {
  fc.assert(
    fc.property(anyWorld, (scenario) => {
      const { world, result } = runWorld(scenario);
      expectLawful(world, result);
    }),
    { numRuns: 30, seed: 20150218, endOnFailure: true },
  );
});
