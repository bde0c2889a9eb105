import type { Progress } from "./executor.ts";
import type { TaskProgress } from "./task.ts";

/** Sums up how far the tasks of a list are. */
export class Tally {
  private readonly of: TaskProgress[];
  private done = 0;
  private readonly tell: ((progress: Progress) => void) | undefined;

  constructor(tasks: number, tell: ((progress: Progress) => void) | undefined) {
    this.of = Array.from({ length: tasks }, () => ({ share: 0, events: 0 }));
    this.tell = tell;
  }

  moved(task: number, progress: TaskProgress): void {
    this.of[task] = progress;
    this.report();
  }

  ended(task: number): void {
    this.done++;
    this.of[task] = { share: 1, events: this.of[task]?.events ?? 0 };
    this.report();
  }

  private report(): void {
    if (this.tell === undefined) return;
    const tasks = this.of.length;
    const share = this.of.reduce((sum, task) => sum + task.share, 0) / tasks;
    const events = this.of.reduce((sum, task) => sum + task.events, 0);
    this.tell({ done: this.done, tasks, share, events });
  }
}
