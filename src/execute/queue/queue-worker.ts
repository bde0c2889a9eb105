import { Worker } from "bullmq";
import { workerPool } from "../worker-pool.ts";
import type { QueueAddress } from "./address.ts";
import { connect, reach } from "./connect.ts";
import { LOCK_MS, LOST_EVERY_MS, NEEDED_VERSION, queueName, WORKERS_LOST_MAX } from "./names.ts";
import type { Errand } from "./travel.ts";

export interface QueueWorkerOptions {
  address: QueueAddress;
  version: string;
  /** Runs at a time. */
  workers: number;
  /** The compiled entry of a worker thread. */
  worker?: URL;
  /** Ends when nothing came for so long; never unless given [ms]. */
  idleMs?: number;
  onDone: (done: number) => void;
  /** Aborted: what runs is done, and no more is taken. */
  signal: AbortSignal;
}

/** Between two looks at whether there is something to do [ms]. */
const LOOK_MS = 250;

/**
 * Takes runs from a queue until it is told to end. They run on threads of their own: the one that holds their locks is
 * always free to renew them, however long a run takes.
 *
 * @returns how many were done.
 * @throws Error where the server cannot be reached, or another version of the engine is needed there.
 */
export async function queueWorker(options: QueueWorkerOptions): Promise<number> {
  const { address, version, workers, idleMs, onDone, signal } = options;
  await reach(address);
  const redis = connect(address);
  const pool = workerPool({ workers, ...(options.worker === undefined ? {} : { worker: options.worker }) });
  let done = 0;
  let running = 0;
  let quietSince = performance.now();
  const worker = new Worker<Errand>(
    queueName(version),
    async ({ data }) => {
      if (data.version !== version)
        throw new Error(`this run is for hongbao ${data.version}, not ${version}`);
      running++;
      try {
        const [outcome] = await pool.execute([data.task]);
        return outcome;
      } finally {
        running--;
        quietSince = performance.now();
        onDone(++done);
      }
    },
    {
      connection: redis,
      concurrency: workers,
      lockDuration: LOCK_MS,
      stalledInterval: LOST_EVERY_MS,
      maxStalledCount: WORKERS_LOST_MAX - 1,
      autorun: false,
    },
  );
  // A lost connection is mended by the next try.
  worker.on("error", () => {});
  try {
    const needed = await redis.get(NEEDED_VERSION);
    if (needed !== null && needed !== version)
      throw new Error(`hongbao ${needed} is needed at ${address.shown}, and this is ${version}`);
    const ran = worker.run().catch(() => {});
    while (
      !signal.aborted &&
      !(idleMs !== undefined && running === 0 && performance.now() - quietSince > idleMs)
    )
      await rest(LOOK_MS);
    await worker.close();
    await ran;
    return done;
  } finally {
    await worker.close(true).catch(() => {});
    await pool.close();
    redis.disconnect();
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
