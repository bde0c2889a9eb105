import { RedisServer } from "../execute/redis-server.ts";
import { type Ended, finished, hongbao, untilFinished } from "./sweep-process.ts";

export interface Survived {
  ended: Ended;
  /** Runs that were there when the worker was killed, when Redis was restarted, and at the end. */
  seen: number[];
  /** Runs whose file was written more than once. */
  rewritten: string[];
}

/**
 * A sweep through a Redis of its own and two workers, each a process. One worker is killed (-9) when some runs are
 * finished, and Redis, which keeps nothing on disk, is killed and started again a little later.
 */
export async function throughRedis(
  words: readonly string[],
  folder: string,
  { killWorkerAt, restartAt }: { killWorkerAt: number; restartAt: number },
): Promise<Survived> {
  const server = await RedisServer.start();
  const worker = () => hongbao(["worker", "--queue", server.address, "--workers", "1", "--quiet"]);
  const workers = [worker(), worker()];
  try {
    const sweep = hongbao([...words, "--queue", server.address]);
    const seen: number[] = [];
    const rewritten: string[] = [];
    const before = new Map<string, number>();
    const look = () => {
      const now = finished(folder);
      for (const [name, at] of before) if (now.get(name) !== at) rewritten.push(name);
      for (const [name, at] of now) before.set(name, at);
      seen.push(now.size);
    };
    await untilFinished(folder, killWorkerAt, sweep);
    workers[0]?.kill("SIGKILL");
    look();
    await untilFinished(folder, restartAt, sweep);
    look();
    await server.down();
    await server.up();
    const ended = await sweep.ended;
    look();
    return { ended, seen, rewritten };
  } finally {
    for (const one of workers) one.kill("SIGTERM");
    await Promise.all(workers.map(({ ended }) => ended));
    await server.remove();
  }
}
