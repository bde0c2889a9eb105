import type { Executor } from "../execute/executor.ts";
import type { Replication } from "../result/figures/figure.ts";
import type { FinishedOutcome } from "../result/sweep/finished-run.ts";
import type { SweepPlan } from "../result/sweep/plan.ts";
import type { AnyScenario } from "../scenario/scenario.ts";
import { type FinishOptions, finish, type RunStore } from "../sweep/finish.ts";
import { makePlan, type Planned } from "../sweep/make-plan.ts";
import type { Wanted } from "./tested.ts";

/** The stop was asked for before all was done. */
export class Stopped extends Error {}

/** A run threw: nothing can be said of its value. */
export class RunFailed extends Error {}

export interface RunsOptions {
  version: string;
  axis: string;
  /** The scenario's seeds, as many as may be wanted. */
  seeds: readonly string[];
  flags: readonly string[];
  /** The scenario with a value of the axis. */
  scenarioAt(text: string): Promise<AnyScenario>;
  store: RunStore & { read(key: string): Promise<FinishedOutcome | undefined> };
  executor: Executor;
  finishing: FinishOptions;
}

/** Does the runs of a search, those that the store does not have, and plans them as a sweep does. */
export class Runs {
  private readonly options: RunsOptions;
  private readonly planned = new Map<string, Planned>();

  constructor(options: RunsOptions) {
    this.options = options;
  }

  /** @throws Stopped, or RunFailed with the message of the run. */
  async measure(wanted: readonly Wanted[]): Promise<Replication[][]> {
    const { store, executor, finishing } = this.options;
    for (const { text, seeds } of wanted) this.planned.set(text, await this.plan(text, seeds));
    const jobs = wanted.map(({ text }) => this.planned.get(text)?.jobs ?? []);
    await finish(jobs.flat(), store, executor, finishing);
    if (finishing.signal?.aborted) throw new Stopped();
    const measured: Replication[][] = [];
    for (const [i, of] of jobs.entries()) {
      const replications: Replication[] = [];
      for (const { key, task } of of) {
        const outcome = await store.read(key);
        if (outcome?.kind !== "done")
          throw new RunFailed(
            `${this.options.axis}=${wanted[i]?.text}, seed ${task.seed}: ${whyNot(outcome)}`,
          );
        replications.push(outcome.replication);
      }
      measured.push(replications);
    }
    return measured;
  }

  /** All that was run, value by value in the order asked for; values differ in how many seeds they have. */
  planOf(texts: readonly string[]): SweepPlan {
    const plans = texts.flatMap((text) => this.planned.get(text)?.plan ?? []);
    const [first] = plans;
    if (first === undefined) throw new RangeError("nothing was run");
    const most = plans.reduce((a, b) => (b.seeds.length > a.seeds.length ? b : a), first);
    return { ...first, seeds: most.seeds, points: plans.flatMap(({ points }) => points) };
  }

  private async plan(text: string, seeds: number): Promise<Planned> {
    const { version, axis, flags, scenarioAt } = this.options;
    return makePlan({
      version,
      seeds: this.options.seeds.slice(0, seeds),
      axes: [axis],
      points: [{ values: [text], scenario: await scenarioAt(text) }],
      flags,
      window: {},
      withResult: false,
    });
  }
}

function whyNot(outcome: FinishedOutcome | undefined): string {
  return outcome?.kind === "failed" ? outcome.message : "its outcome is not there any more";
}
