import { Worker } from "node:worker_threads";
import { abortMail, shareMail } from "../../kernel/exchange.ts";
import { World, type WorldOptions } from "../../model/world.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { recordConsistency } from "../record-consistency.ts";
import type { Progress, RunOptions } from "../run.ts";
import { graft } from "./mirror.ts";
import type { Order } from "./region-thread.ts";

/** What threads tell the one that started them. */
export type Said =
  | { kind: "progress"; thread: number; progress: Progress }
  | {
      kind: "ended";
      thread: number;
      nowMs: number;
      fired: number;
      incompleteBecause: string[];
      districts: { district: number; state: object }[];
    };

type Ended = Extract<Said, { kind: "ended" }>;

/** How often it is asked whether to stop [ms of the wall]. */
const ASK_EVERY_MS = 50;

/**
 * Simulates a world on several threads, a region or more on each, and returns it as if it had run here: to the byte
 * what one thread makes of it. Regions meet at every window as long as the shortest line between them.
 */
export async function runOnThreads(
  scenario: Scenario,
  options: WorldOptions,
  threads: number,
  run: RunOptions,
  entry = new URL("./region-thread.js", import.meta.url),
): Promise<{ world: World; incompleteBecause: string[] }> {
  const mail = shareMail(threads);
  const stop = new SharedArrayBuffer(4);
  const asking = setInterval(() => {
    if (run.shouldStop?.() === true) Atomics.store(new Int32Array(stop), 0, 1);
  }, ASK_EVERY_MS);
  const events = new Array<number>(threads).fill(0);
  const hear = (said: Said): void => {
    if (said.kind !== "progress") return;
    events[said.thread] = said.progress.events;
    if (said.thread === 0)
      run.onProgress?.({ ...said.progress, events: events.reduce((sum, n) => sum + n, 0) });
  };
  const workers: Worker[] = [];
  try {
    const lives = Array.from({ length: threads }, (_, thread) => {
      const order: Order = {
        scenario,
        options,
        beside: { mail, thread },
        stop,
        progressEveryMs: run.progressEveryMs,
      };
      const worker = new Worker(entry, { workerData: order });
      workers.push(worker);
      return lifeOf(worker, hear);
    });
    // One that fails or dies must not leave the others waiting for it.
    for (const life of lives) life.catch(() => abortMail(mail));
    const ended = await Promise.all(lives);
    const world = new World(scenario, options);
    recordConsistency(world);
    for (const { districts } of ended) {
      for (const { district, state } of districts) graft(world.stateOf(district), state);
    }
    world.endAt(
      (ended[0] as Ended).nowMs,
      ended.reduce((sum, { fired }) => sum + fired, 0),
    );
    return { world, incompleteBecause: (ended[0] as Ended).incompleteBecause };
  } finally {
    clearInterval(asking);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function lifeOf(worker: Worker, hear: (said: Said) => void): Promise<Ended> {
  return new Promise((resolve, reject) => {
    worker.on("message", (said: Said) => {
      if (said.kind === "ended") resolve(said);
      else hear(said);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`a thread of the run ended early, with code ${code}`)));
  });
}
