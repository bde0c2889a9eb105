import type { Progress } from "../execute/executor.ts";
import type { ProgressLine } from "./progress-line.ts";

/** Sums up lists of runs that go on side by side, and those that have been done, for one line of progress. */
export class RunsProgress {
  private readonly line: ProgressLine | undefined;
  private readonly lists: Progress[] = [];

  constructor(line: ProgressLine | undefined) {
    this.line = line;
  }

  /** Who is told of a new list's progress. */
  list(tasks: number): (progress: Progress) => void {
    const at = this.lists.push({ done: 0, tasks, share: 0, events: 0 }) - 1;
    return (progress) => {
      this.lists[at] = progress;
      this.show();
    };
  }

  private show(): void {
    const sum = (of: (list: Progress) => number) => this.lists.reduce((total, list) => total + of(list), 0);
    const tasks = sum((list) => list.tasks);
    this.line?.update({
      clock: `${sum(({ done }) => done)} of ${tasks} runs`,
      share: sum((list) => list.share * list.tasks) / tasks,
      events: sum(({ events }) => events),
    });
  }
}
