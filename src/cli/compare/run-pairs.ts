import type { Executor } from "../../execute/executor.ts";
import type { Outcome, Task } from "../../execute/task.ts";
import { engineVersion } from "../../result/engine-version.ts";
import type { Replication } from "../../result/figures/figure.ts";
import type { Checkable } from "../engine.ts";
import type { RunsProgress } from "../runs-progress.ts";
import { incompleteOf, type Side } from "./side.ts";

/** A scenario of one side, and how it is run. */
export interface Runnable extends Checkable {
  /** The flags of this side alone. */
  flags: string[];
  window: Pick<Task, "k" | "fromMs" | "toMs">;
}

export interface RunPairsOptions {
  seeds: readonly string[];
  /** Whether the first result of each side is wanted, for charts. */
  withResult: boolean;
  executor: Executor;
  progress: RunsProgress;
  signal: AbortSignal;
}

/**
 * Runs both sides under the same seeds, pair by pair, as many runs at a time as the executor has workers.
 *
 * @returns undefined where the wish to stop came first: which pairs were done in time would be chance.
 * @throws Error where a run threw, with its side and seed.
 */
export async function runPairs(
  sides: readonly [Runnable, Runnable],
  { seeds, withResult, executor, progress, signal }: RunPairsOptions,
): Promise<[Side, Side] | undefined> {
  const tasks = seeds.flatMap((seed, i) =>
    sides.map(
      ({ scenario, window }): Task => ({
        scenario,
        seed,
        ...window,
        ...(withResult && i === 0 && scenario.kind !== "lab" ? { withResult } : {}),
      }),
    ),
  );
  const outcomes = await executor.execute(tasks, { onProgress: progress.list(tasks.length), signal });
  if (signal.aborted) return undefined;
  const done = await Promise.all(
    sides.map((side, at) =>
      ranSide(
        side,
        outcomes.filter((_, i) => i % 2 === at),
        seeds,
      ),
    ),
  );
  return done as [Side, Side];
}

async function ranSide(
  { file, scenario, sha256, flags, window }: Runnable,
  outcomes: readonly Outcome[],
  seeds: readonly string[],
): Promise<Side> {
  const replications: Replication[] = [];
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.kind === "failed") throw new Error(`${file}, seed ${seeds[i]}: ${outcome.message}`);
    if (outcome.kind === "done") replications.push(outcome.replication);
  }
  const [first] = outcomes;
  const text = first?.kind === "done" ? first.result : undefined;
  const { decodeResult } = await import("../../result/decode.ts");
  return {
    about: {
      file,
      name: scenario.name,
      description: scenario.description,
      sha256,
      flags,
      engine: engineVersion(),
      k: scenario.kind === "lab" ? null : (window.k ?? scenario.run.scale),
      seeds: [...seeds],
      incomplete: incompleteOf(replications),
    },
    scenario: await resolvedOf(scenario),
    replications,
    result: text === undefined ? undefined : decodeResult(text),
  };
}

async function resolvedOf(scenario: Checkable["scenario"]): Promise<Side["scenario"]> {
  const { assumptionsOf } = await import("../../scenario/assumptions.ts");
  return {
    resolved: JSON.parse(JSON.stringify(scenario)),
    assumptions: scenario.kind === "lab" ? [] : assumptionsOf(scenario),
  };
}
