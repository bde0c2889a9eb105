import type { Executor } from "../execute/executor.ts";
import { type Arguments, type Context, flag } from "./command.ts";
import { ProgressLine } from "./progress-line.ts";
import { RunsProgress } from "./runs-progress.ts";

/** What many runs are done with. */
export interface RunsAtWork {
  executor: Executor;
  progress: RunsProgress;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Takes the progress off the terminal, before anything else is written. */
  endProgress: () => void;
}

/** Does work that takes many runs, with progress unless `--quiet`; whatever becomes of it, nothing of it stays behind. */
export async function withRuns<Found>(
  args: Arguments,
  { terminal, engine }: Context,
  workers: number,
  work: (runs: RunsAtWork) => Promise<Found>,
): Promise<Found> {
  const stop = new AbortController();
  const endListening = terminal.onInterrupt(() => stop.abort());
  const line = flag(args, "quiet") ? undefined : new ProgressLine(terminal);
  const endProgress = () => line?.end();
  const executor = await engine.executor(workers);
  try {
    return await work({ executor, progress: new RunsProgress(line), signal: stop.signal, endProgress });
  } finally {
    endProgress();
    endListening();
    await executor.close();
  }
}
