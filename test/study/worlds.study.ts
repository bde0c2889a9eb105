import fc from "fast-check";
import { test } from "vitest";
import { anyWorld } from "../laws/any-world.ts";
import { expectLawful } from "../laws/expect-lawful.ts";
import { runWorld } from "../laws/small-night.ts";

/** A thousand worlds in ten slices, so that one of them can be run again by itself. */
const SLICES = Array.from({ length: 10 }, (_, i) => i);

test.each(SLICES)(
  "of a hundred worlds no one breaks a law, whatever is set and whatever breaks: slice %i",
  (slice) => {
    fc.assert(
      fc.property(anyWorld, (scenario) => {
        const { world, result } = runWorld(scenario);
        expectLawful(world, result);
      }),
      { numRuns: 100, seed: 2015 + slice, endOnFailure: true },
    );
  },
);
