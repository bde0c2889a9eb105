import { encodeResult } from "../result/encode.ts";
import { encodeLabResult } from "../result/encode-lab.ts";
import type { Figure } from "../result/figures/figure.ts";
import { standardFigures } from "../result/figures/standard-figures.ts";
import { runLabObserved } from "../run/lab-run.ts";
import { runObserved } from "../run/run.ts";
import type { LabScenario } from "../scenario/lab/lab-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Outcome, Task, TaskProgress } from "./task.ts";

export interface Watch {
  onProgress?: (progress: TaskProgress) => void;
  /** Asked after every simulated second; true ends the run and marks the replication incomplete. */
  shouldStop?: () => boolean;
}

/** Does one task, here and now. What comes out depends on the task alone. */
export async function perform(task: Task, watch: Watch = {}): Promise<Outcome> {
  const { scenario, seed, withResult } = task;
  try {
    const { result, budgets, figures, encode } =
      scenario.kind === "lab" ? await runOfLab(scenario, task, watch) : await runOf(scenario, task, watch);
    const { events, complete, incompleteBecause } = result;
    const replication = { seed, events, complete, incompleteBecause, budgets, figures };
    return { kind: "done", replication, ...(withResult === true ? { result: encode() } : {}) };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

/** What runs of either kind have. */
interface Ran {
  result: { events: number; complete: boolean; incompleteBecause: string[] };
  budgets: Figure[];
  figures: Figure[];
  /** The text of result.json. */
  encode: () => string;
}

async function runOf(scenario: Scenario, task: Task, { onProgress, shouldStop }: Watch): Promise<Ran> {
  const { seed, k, fromMs, toMs } = task;
  const { result, budgets } = await runObserved(scenario, {
    seed,
    ...(k === undefined ? {} : { k }),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(shouldStop === undefined ? {} : { shouldStop }),
    progressEveryMs: 5000,
  });
  return { result, budgets, figures: standardFigures(result), encode: () => encodeResult(result) };
}

async function runOfLab(
  scenario: LabScenario,
  { seed }: Task,
  { onProgress, shouldStop }: Watch,
): Promise<Ran> {
  const ran = await runLabObserved(scenario, {
    seed,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(shouldStop === undefined ? {} : { shouldStop }),
  });
  return { ...ran, encode: () => encodeLabResult(ran.result) };
}
