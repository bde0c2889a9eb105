import type { Executor, Progress } from "../execute/executor.ts";
import type { Outcome, Task } from "../execute/task.ts";

/** A run that is wanted, and the name under which its outcome is kept. */
export interface Job {
  key: string;
  task: Task;
}

/** Where finished runs are kept. */
export interface RunStore {
  /** Whether a run is there, whole. */
  has(key: string): Promise<boolean>;
  /** Keeps a run for good, or not at all. @throws where it cannot. */
  keep(key: string, outcome: Exclude<Outcome, { kind: "skipped" }>): Promise<void>;
}

export interface FinishOptions {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/**
 * Does the jobs that the store does not have, each once, and keeps each as soon as it is done: a kill at any moment
 * loses no more than what runs. A run that was stopped is not kept. A store that cannot keep ends it all.
 *
 * @returns how many were there already, and how many were done now.
 */
export async function finish(
  jobs: readonly Job[],
  store: RunStore,
  executor: Executor,
  { onProgress, signal }: FinishOptions = {},
): Promise<{ before: number; now: number }> {
  const wanted = [...new Map(jobs.map((job) => [job.key, job])).values()];
  const missing: Job[] = [];
  for (const job of wanted) if (!(await store.has(job.key))) missing.push(job);
  let now = 0;
  // One run is kept after the other: two that are done at once must not meet a full disk by halves.
  let kept: Promise<void> = Promise.resolve();
  await executor.execute(
    missing.map(({ task }) => task),
    {
      onOutcome: (outcome, i) => {
        const { key } = missing[i] as Job;
        if (outcome.kind === "skipped" || wasStopped(outcome, signal)) return;
        kept = kept.then(() => store.keep(key, outcome));
        now++;
        return kept;
      },
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return { before: wanted.length - missing.length, now };
}

function wasStopped(outcome: Outcome, signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && outcome.kind === "done" && !outcome.replication.complete;
}
