import type { Replication } from "../result/figures/figure.ts";
import type { AnyScenario } from "../scenario/scenario.ts";
import type { ExecuteOptions, Executor } from "./executor.ts";

/** Says after how many replications it wants to look, and looks; undefined once it has seen enough. */
export interface Looker {
  readonly wanted: number | undefined;
  see(replications: readonly Replication[]): void;
}

export interface Replicated {
  replications: Replication[];
  /** The wish to stop came first. */
  interrupted: boolean;
  /** What threw, with its seed; nothing was run after that. */
  error: string | null;
}

/** Runs replications of a scenario, more of them as long as somebody wants to see more. */
export async function replicate(
  scenario: AnyScenario,
  seedsOf: (replications: number) => readonly string[],
  looker: Looker,
  executor: Executor,
  options: ExecuteOptions = {},
): Promise<Replicated> {
  const replications: Replication[] = [];
  for (;;) {
    const { wanted } = looker;
    if (wanted === undefined) return { replications, interrupted: false, error: null };
    const seeds = seedsOf(wanted).slice(replications.length);
    const outcomes = await executor.execute(
      seeds.map((seed) => ({ scenario, seed })),
      options,
    );
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.kind === "failed")
        return { replications, interrupted: false, error: `seed ${seeds[i]}: ${outcome.message}` };
      if (outcome.kind === "done") replications.push(outcome.replication);
    }
    // Of a look that was cut short nothing is said: which runs were done in time would be chance.
    if (options.signal?.aborted) return { replications, interrupted: true, error: null };
    looker.see(replications);
  }
}
