import type { ExecuteOptions, Executor } from "./executor.ts";
import { perform } from "./perform.ts";
import { Tally } from "./tally.ts";
import type { Outcome, Task } from "./task.ts";

/** Does one task after another in this process, also where several lists are given at once: one world in memory. */
export function inProcess(): Executor {
  let before: Promise<unknown> = Promise.resolve();
  return {
    execute: (tasks, options = {}) => {
      const outcomes = before.then(() => oneAfterAnother(tasks, options));
      before = outcomes.catch(() => undefined);
      return outcomes;
    },
    close: async () => {},
  };
}

async function oneAfterAnother(
  tasks: readonly Task[],
  { onProgress, onOutcome, signal }: ExecuteOptions,
): Promise<Outcome[]> {
  const tally = new Tally(tasks.length, onProgress);
  const outcomes: Outcome[] = [];
  for (const [i, task] of tasks.entries()) {
    if (signal?.aborted) {
      outcomes.push({ kind: "skipped" });
      continue;
    }
    const outcome = await perform(task, {
      onProgress: (progress) => tally.moved(i, progress),
      shouldStop: () => signal?.aborted === true,
    });
    await onOutcome?.(outcome, i);
    outcomes.push(outcome);
    tally.ended(i);
  }
  return outcomes;
}
