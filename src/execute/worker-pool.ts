import { setMaxListeners } from "node:events";
import { MessageChannel } from "node:worker_threads";
import { Piscina } from "piscina";
import type { Executor } from "./executor.ts";
import { Tally } from "./tally.ts";
import type { Outcome, Task, TaskProgress } from "./task.ts";
import type { Errand } from "./worker.ts";

export interface WorkerPoolOptions {
  workers: number;
  /** The compiled entry of a worker thread. */
  worker?: URL;
}

/** Does tasks on worker threads of this machine, as many at a time as there are workers, first come first served. */
export function workerPool({
  workers,
  worker = new URL("./worker.js", import.meta.url),
}: WorkerPoolOptions): Executor {
  const pool: Piscina<Errand, Outcome> = new Piscina({
    filename: worker.href,
    minThreads: 0,
    maxThreads: workers,
    // A thread that has nothing to do for a moment keeps its compiled code.
    idleTimeout: 1000,
    concurrentTasksPerWorker: 1,
    atomics: "disabled",
  });
  return {
    execute: async (tasks, options = {}) => {
      const tally = new Tally(tasks.length, options.onProgress);
      const unheard = new AbortController();
      const signal =
        options.signal === undefined ? unheard.signal : AbortSignal.any([options.signal, unheard.signal]);
      // Every task that waits listens to it: that is no leak.
      setMaxListeners(0, signal);
      const outcomes = await Promise.allSettled(
        tasks.map(async (task, i) => {
          const outcome = await send(pool, task, i, tally, signal);
          try {
            if (outcome.kind !== "skipped") await options.onOutcome?.(outcome, i);
          } catch (error) {
            unheard.abort();
            throw error;
          }
          return outcome;
        }),
      );
      return outcomes.map((settled) => {
        if (settled.status === "rejected") throw settled.reason;
        return settled.value;
      });
    },
    close: () => pool.destroy(),
  };
}

async function send(
  pool: Piscina<Errand, Outcome>,
  task: Task,
  i: number,
  tally: Tally,
  signal: AbortSignal,
): Promise<Outcome> {
  if (signal.aborted) return { kind: "skipped" };
  const { port1, port2 } = new MessageChannel();
  const waiting = new AbortController();
  let begun = false;
  port1.on("message", (progress: TaskProgress) => {
    begun = true;
    tally.moved(i, progress);
  });
  // A run that has begun ends by itself, with what it has; one that waits is taken off the queue.
  const stop = (): void => (begun ? port1.postMessage("stop") : waiting.abort());
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await pool.run({ task, port: port2 }, { transferList: [port2], signal: waiting.signal });
  } catch (error) {
    if (waiting.signal.aborted) return { kind: "skipped" };
    // What a thread cannot tell itself: it ran out of memory, or was ended from outside.
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  } finally {
    signal.removeEventListener("abort", stop);
    port1.close();
    tally.ended(i);
  }
}
