import type { Executor } from "../../execute/executor.ts";
import type { QueueAddress } from "../../execute/queue/address.ts";
import { engineVersion } from "../../result/engine-version.ts";
import type { Terminal } from "../terminal.ts";
import { openQueue } from "./queue-option.ts";

/** Where runs are done: in this process, on threads of it, or by whoever listens to a queue. */
export async function openExecutor(
  workers: number,
  queue: QueueAddress | undefined,
  terminal: Terminal,
): Promise<Executor> {
  if (queue !== undefined) return openQueue(queue, engineVersion(), terminal);
  if (workers === 1) return (await import("../../execute/in-process.ts")).inProcess();
  return (await import("../../execute/worker-pool.ts")).workerPool({ workers });
}
