import type { MessagePort } from "node:worker_threads";
import { perform } from "./perform.ts";
import type { Outcome, Task, TaskProgress } from "./task.ts";

/** What a worker thread is sent. */
export interface Errand {
  task: Task;
  /** Progress goes out on it; anything that comes in asks to stop. */
  port: MessagePort;
}

/** The entry of a worker thread: does one task at a time. */
export default async function work({ task, port }: Errand): Promise<Outcome> {
  let stop = false;
  port.on("message", () => {
    stop = true;
  });
  port.postMessage({ share: 0, events: 0 } satisfies TaskProgress);
  try {
    return await perform(task, {
      onProgress: (progress) => port.postMessage(progress),
      shouldStop: () => stop,
    });
  } finally {
    port.close();
  }
}
