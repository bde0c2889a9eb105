import { expect, test } from "vitest";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Packets won, the round's plan being 400 a second for 80 seconds; the access servers are away from 20 s to 50 s of it. */
function won(pace: string): number {
  const closed =
    'ladder={access: {rungs: [{name: shakes, gives: shakes, on: 100%, off: 90%, saves: 0%}]}, byHand: [{rung: shakes, at: "20:00:40", for: 30s}]}';
  const { world, result } = runWorld(
    smallNight("run.scale=1/20", "run.drain=15min", `packets.release.pace={${pace}}`, closed),
  );
  expectLawful(world, result);
  return result.headline.packetsWon;
}

test("packets that nobody could ask for are given later at an even pace and by what remains, and never from a bucket", () => {
  const even = won("kind: even");
  const plan = 400 * 80;
  expect(Math.abs(even / plan - 1)).toBeLessThan(0.05);
  expect(Math.abs(won("kind: remaining") / plan - 1)).toBeLessThan(0.05);
  // Ten seconds of every ten: what is due while the doors are closed, but for a burst of each server, is gone.
  expect(Math.abs(won("kind: tokenBucket, burst: 2") / (400 * 50) - 1)).toBeLessThan(0.1);
});
