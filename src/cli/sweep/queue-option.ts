import type { Executor } from "../../execute/executor.ts";
import { type QueueAddress, queueAddress } from "../../execute/queue/address.ts";
import { InputError } from "../input-error.ts";
import type { Terminal } from "../terminal.ts";

/** A password that stands in the environment stands in no list of processes and in no history of a shell. */
export const PASSWORD_VARIABLE = "HONGBAO_QUEUE_PASSWORD";

/** `--queue redis://...`; the address is never told again, for it may hold a password. */
export function queueOption(text: string, env: Terminal["env"]): QueueAddress {
  try {
    return queueAddress(text, env[PASSWORD_VARIABLE]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`--queue: ${error.message}`);
  }
}

/** Runs on whatever workers listen to the queue. */
export async function openQueue(
  address: QueueAddress,
  version: string,
  { stderr }: Terminal,
): Promise<Executor> {
  return withQueue(async () => {
    const { queueExecutor } = await import("../../execute/queue/queue-executor.ts");
    const onWorkers = (workers: number): void => {
      void stderr.write(
        workers === 0
          ? `No worker listens to ${address.shown} yet: start hongbao worker --queue there\n`
          : `${workers} ${workers === 1 ? "worker listens" : "workers listen"} to ${address.shown}\n`,
      );
    };
    return queueExecutor({ address, version, onWorkers });
  });
}

/** What is missing or cannot be reached is no bug of ours. */
export async function withQueue<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")
      throw new InputError("--queue: it needs two packages more: npm install bullmq@6 ioredis@5");
    throw new InputError(`--queue: ${error instanceof Error ? error.message : String(error)}`);
  }
}
