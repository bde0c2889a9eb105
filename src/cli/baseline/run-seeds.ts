import type { Executor } from "../../execute/executor.ts";
import { type Replicated, replicate } from "../../execute/replicate.ts";
import type { Checkable } from "../engine.ts";
import type { RunsProgress } from "../runs-progress.ts";

/** Runs a scenario once under each seed. */
export function runSeeds(
  { scenario }: Checkable,
  seeds: readonly string[],
  { executor, progress, signal }: { executor: Executor; progress: RunsProgress; signal: AbortSignal },
): Promise<Replicated> {
  let seen = false;
  const once = {
    get wanted() {
      return seen ? undefined : seeds.length;
    },
    see: () => {
      seen = true;
    },
  };
  const onProgress = progress.list(seeds.length);
  return replicate(scenario, () => seeds, once, executor, { signal, onProgress });
}
