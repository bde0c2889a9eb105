import type { Outcome, Task } from "./task.ts";

/** How far a list of tasks is. */
export interface Progress {
  done: number;
  tasks: number;
  /** Of all tasks together, 0 to 1. */
  share: number;
  events: number;
}

export interface ExecuteOptions {
  onProgress?: (progress: Progress) => void;
  /**
   * Told each outcome as soon as there is one, in whatever order they come. What it throws or rejects with ends the
   * list: nothing more begins, and `execute` rejects with it once all that runs has ended.
   */
  onOutcome?: (outcome: Outcome, task: number) => void | Promise<void>;
  /** Aborted: what runs ends as incomplete, what has not begun is skipped. */
  signal?: AbortSignal;
}

/**
 * Does independent runs somewhere: here, on all cores, on other machines. Outcomes stand in the order of their tasks
 * and depend on the tasks alone, whoever does them and in whatever order they are done.
 */
export interface Executor {
  execute(tasks: readonly Task[], options?: ExecuteOptions): Promise<Outcome[]>;
  /** Gives back what it holds; nothing may be asked of it after that. */
  close(): Promise<void>;
}
