import type { World } from "../model/world.ts";
import type { RunOptions } from "./run.ts";

/** How often a run that has no arrivals any more looks whether it is at rest [ms]. */
const SECOND_MS = 1000;
/** The first slice is a second at 1/100 and coarser, and as much shorter as there is more to do in it at finer scales. */
const FIRST_SLICES_AT_FULL_SCALE = 100;
/** Events and shakes in a slice, of the thread that has most: above this the next is half as long, some 0.2 s of a core. */
const MANY = 300_000;
/** Of every thread: below this the next is twice as long. */
const FEW = 75_000;

/**
 * Runs a world to the end of the arrivals, then until nothing is under way or the time to drain is over. Returns why
 * the result is incomplete, if it is.
 *
 * Between two slices a run lets the process serve signals; results do not depend on it. They are as long as there is
 * little to do in them, up to `sliceMaxMs`: threads that run a world together meet at each.
 */
export async function advance(
  world: World,
  { progressEveryMs: everyMs = 10_000, shouldStop, onProgress }: RunOptions,
  sliceMaxMs = SECOND_MS,
): Promise<string[]> {
  const { fromMs, toMs, endMs, k } = world.params;
  let sliceMs = SECOND_MS;
  while (sliceMs * FIRST_SLICES_AT_FULL_SCALE > SECOND_MS * k) sliceMs /= 2;
  /** It may end at a whole second after the arrivals, and nowhere else. */
  let mayEndMs = world.nowMs + SECOND_MS * Math.max(0, Math.ceil((toMs - world.nowMs) / SECOND_MS));
  let reportMs = world.nowMs;
  while (world.nowMs < endMs) {
    if (world.nowMs === mayEndMs) {
      if (world.agree(world.atRest(), "all")) return [];
      mayEndMs += SECOND_MS;
    }
    if (world.agree(shouldStop?.() === true, "some")) return ["interrupted"];
    const before = world.eventsFired;
    if (!world.runUntil(Math.min(endMs, mayEndMs, world.nowMs + sliceMs))) {
      return ["the cap on events was hit"];
    }
    const fired = world.eventsFired - before;
    if (world.agree(fired > MANY, "some")) sliceMs /= 2;
    else if (world.agree(fired < FEW, "all")) sliceMs = Math.min(2 * sliceMs, sliceMaxMs);
    await letSignalsIn();
    if (world.nowMs >= reportMs) {
      reportMs = world.nowMs + everyMs;
      onProgress?.({
        simulatedMs: world.nowMs,
        fromMs,
        toMs: endMs,
        share: Math.min(1, Math.max(0, (world.nowMs - fromMs) / (toMs - fromMs))),
        events: world.eventsFired,
      });
    }
  }
  return [];
}

function letSignalsIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
