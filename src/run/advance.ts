import type { World } from "../model/world.ts";
import type { RunOptions } from "./run.ts";

/** Between two slices a run lets the process serve signals. Results do not depend on it. */
const SLICE_MS = 1000;

/**
 * Runs a world to the end of the arrivals, then until nothing is under way or the time to drain is over. Returns why
 * the result is incomplete, if it is.
 */
export async function advance(
  world: World,
  { progressEveryMs: everyMs = 10_000, shouldStop, onProgress }: RunOptions,
): Promise<string[]> {
  const { fromMs, toMs, endMs } = world.params;
  let reportMs = world.nowMs;
  while (world.nowMs < endMs && !(world.nowMs >= toMs && world.agree(world.atRest(), "all"))) {
    if (world.agree(shouldStop?.() === true, "some")) return ["interrupted"];
    if (!world.runUntil(Math.min(endMs, world.nowMs + SLICE_MS))) return ["the cap on events was hit"];
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
    await letSignalsIn();
  }
  return [];
}

function letSignalsIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
