import type { World } from "../model/world.ts";
import type { RunOptions } from "./run.ts";

/** How often a run looks whether it is at rest, and tells how far it is [ms]. */
const SECOND_MS = 1000;
/**
 * Between two slices a run lets the process serve signals; results do not depend on it. A slice is a second at 1/100
 * and coarser; at finer scales it is as much shorter as there is more to do in it: a hundredth at 1/1.
 */
const SLICES_AT_FULL_SCALE = 100;

/**
 * Runs a world to the end of the arrivals, then until nothing is under way or the time to drain is over. Returns why
 * the result is incomplete, if it is.
 */
export async function advance(
  world: World,
  { progressEveryMs: everyMs = 10_000, shouldStop, onProgress }: RunOptions,
): Promise<string[]> {
  const { fromMs, toMs, endMs, k } = world.params;
  const slices = Math.max(1, Math.ceil(SLICES_AT_FULL_SCALE / k));
  let reportMs = world.nowMs;
  while (world.nowMs < endMs && !(world.nowMs >= toMs && world.agree(world.atRest(), "all"))) {
    const beginMs = world.nowMs;
    for (let slice = 1; slice <= slices && world.nowMs < endMs; slice++) {
      if (world.agree(shouldStop?.() === true, "some")) return ["interrupted"];
      const untilMs = Math.min(endMs, beginMs + (SECOND_MS * slice) / slices);
      if (!world.runUntil(untilMs)) return ["the cap on events was hit"];
      await letSignalsIn();
    }
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
