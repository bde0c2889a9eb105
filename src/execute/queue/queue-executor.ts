import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { ExecuteOptions, Executor } from "../executor.ts";
import { jobKey } from "../job-key.ts";
import { Tally } from "../tally.ts";
import type { Outcome, Task } from "../task.ts";
import type { QueueAddress } from "./address.ts";
import { connect, reach } from "./connect.ts";
import { NEEDED_FOR_S, NEEDED_VERSION, queueName } from "./names.ts";
import { type Errand, readOutcome } from "./travel.ts";

export interface QueueExecutorOptions {
  address: QueueAddress;
  version: string;
  /** Told how many workers there are, whenever that changes. */
  onWorkers?: (workers: number) => void;
}

/** Runs that lie in the queue at a time: enough for many workers, and bounded in the server's memory. */
const AHEAD = 256;
/** Between two looks at what has come back [ms]. */
const LOOK_MS = 200;
/** Looks between two countings of the workers. */
const COUNT_EVERY = 25;
/** What came back stays for whoever else asks for the same run: so long [s], so many. */
const KEEP = { age: 3600, count: 2000 };

/**
 * Does runs on whatever workers listen to a queue. A run's name there is its hash, so that one that is asked for twice
 * is done once; whatever the queue loses (a server that came back without its memory) is asked for again.
 *
 * @throws Error where the server cannot be reached.
 */
export async function queueExecutor({
  address,
  version,
  onWorkers,
}: QueueExecutorOptions): Promise<Executor> {
  await reach(address);
  const redis = connect(address);
  const queue = new Queue<Errand>(queueName(version), { connection: redis });
  queue.on("error", () => {});
  return {
    execute: (tasks, options = {}) => new Round(queue, redis, version, tasks, options, onWorkers).run(),
    close: async () => {
      await queue.close();
      redis.disconnect();
    },
  };
}

/** One list of tasks on its way through the queue. */
class Round {
  private readonly queue: Queue<Errand>;
  private readonly redis: Redis;
  private readonly version: string;
  private readonly tasks: readonly Task[];
  private readonly options: ExecuteOptions;
  private readonly onWorkers: ((workers: number) => void) | undefined;
  private readonly outcomes: Outcome[];
  private readonly tally: Tally;
  /** Places of the tasks that lie in the queue, by the names of their jobs. */
  private readonly asked = new Map<string, number[]>();
  private workers = -1;

  constructor(
    queue: Queue<Errand>,
    redis: Redis,
    version: string,
    tasks: readonly Task[],
    options: ExecuteOptions,
    onWorkers: ((workers: number) => void) | undefined,
  ) {
    this.queue = queue;
    this.redis = redis;
    this.version = version;
    this.tasks = tasks;
    this.options = options;
    this.onWorkers = onWorkers;
    this.outcomes = tasks.map(() => ({ kind: "skipped" }));
    this.tally = new Tally(tasks.length, options.onProgress);
  }

  async run(): Promise<Outcome[]> {
    const { signal } = this.options;
    let next = 0;
    try {
      for (let look = 0; next < this.tasks.length || this.asked.size > 0; look++) {
        if (signal?.aborted) break;
        for (; next < this.tasks.length && this.asked.size < AHEAD; next++) await this.ask(next);
        if (look % COUNT_EVERY === 0) await this.tendWorkers();
        if (!(await this.collect())) await rest(LOOK_MS);
      }
    } finally {
      // Runs that no worker has begun are taken back; what runs may be found by whoever asks for it next.
      for (const name of this.asked.keys()) await this.queue.remove(name).catch(() => 0);
    }
    return this.outcomes;
  }

  private async ask(place: number): Promise<void> {
    const task = this.tasks[place] as Task;
    const name = `${jobKey(task, this.version)}${task.withResult === true ? "-with-result" : ""}`;
    const same = this.asked.get(name);
    if (same !== undefined) same.push(place);
    else {
      this.asked.set(name, [place]);
      // What failed for another who asked, a worker that was killed for instance, is given another try.
      if ((await this.redis.hget(this.queue.toKey(name), "failedReason")) !== null)
        await this.queue.remove(name);
      await this.add(name, task);
    }
  }

  private async add(name: string, task: Task): Promise<void> {
    await this.queue.add(
      "run",
      { version: this.version, task },
      { jobId: name, removeOnComplete: KEEP, removeOnFail: KEEP },
    );
  }

  /** Takes what has come back. Tells whether there was any. */
  private async collect(): Promise<boolean> {
    const names = [...this.asked.keys()];
    const pipeline = this.redis.pipeline();
    for (const name of names)
      pipeline.hmget(this.queue.toKey(name), "timestamp", "returnvalue", "failedReason");
    const replies = (await pipeline.exec()) ?? [];
    let any = false;
    for (const [i, name] of names.entries()) {
      const [failure, reply] = replies[i] ?? [];
      if (failure != null || !Array.isArray(reply)) continue;
      const [there, returned, failedReason] = reply as (string | null)[];
      const places = this.asked.get(name) ?? [];
      if (there === null) await this.add(name, this.tasks[places[0] as number] as Task);
      const outcome = outcomeOf(returned ?? null, failedReason ?? null);
      if (outcome === undefined) continue;
      any = true;
      this.asked.delete(name);
      for (const place of places) {
        this.outcomes[place] = outcome;
        await this.options.onOutcome?.(outcome, place);
        this.tally.moved(place, {
          share: 1,
          events: outcome.kind === "done" ? outcome.replication.events : 0,
        });
        this.tally.ended(place);
      }
    }
    return any;
  }

  private async tendWorkers(): Promise<void> {
    await this.redis.set(NEEDED_VERSION, this.version, "EX", NEEDED_FOR_S);
    const workers = await this.queue.getWorkersCount();
    if (workers !== this.workers) this.onWorkers?.(workers);
    this.workers = workers;
  }
}

function outcomeOf(returned: string | null, failedReason: string | null): Outcome | undefined {
  if (failedReason !== null) return { kind: "failed", message: `its worker was lost: ${failedReason}` };
  if (returned === null) return undefined;
  return readOutcome(returned) ?? { kind: "failed", message: "what came back from the queue is no outcome" };
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
