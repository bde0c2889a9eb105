import { expect, test } from "vitest";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Access servers that can do three quarters of the round's shakes, protected in one way or another. */
function busyAccess(overload: string) {
  const { world, result } = runWorld(
    smallNight(
      "run.scale=1/20",
      "access.servers=18",
      "access.workers=1",
      "access.serviceTime=1.2ms",
      `access.overload={${overload}}`,
    ),
  );
  expectLawful(world, result);
  return result;
}

const open = busyAccess("kind: none");

test.each([
  ["codel", ""],
  ["concurrencyLimit", ", limit: 20"],
  ["adaptiveLimit", ", target: 20ms, min: 2, initial: 10"],
  ["boundedQueue", ", length: 20"],
])(
  "%s has access servers refuse what they cannot do, and those who are answered hardly wait",
  (kind, more) => {
    const held = busyAccess(`kind: ${kind}${more}`);
    const { offered, answered, refused } = held.simulated.shake;
    expect((refused.access ?? 0) / offered).toBeGreaterThan(0.05);
    expect(answered.full).toBeGreaterThan(open.simulated.shake.answered.full);
    const p99Ms = ({ latencyMs }: typeof held) => latencyMs.shake.service.p99 as number;
    expect(p99Ms(held)).toBeLessThan(0.2 * p99Ms(open));
  },
);
