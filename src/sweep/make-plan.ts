import { jobKey } from "../execute/job-key.ts";
import type { Task } from "../execute/task.ts";
import { SWEEP_PLAN_FORMAT, SWEEP_PLAN_VERSION, type SweepPlan } from "../result/sweep/plan.ts";
import { scenarioHash } from "../scenario/canonical.ts";
import type { AnyScenario } from "../scenario/scenario.ts";
import type { PointValues } from "./design.ts";
import type { Job } from "./finish.ts";

export interface Planned {
  plan: SweepPlan;
  /** Point by point, and seed by seed within a point. */
  jobs: Job[];
}

export interface PlanOptions {
  version: string;
  seeds: readonly string[];
  axes: readonly string[];
  points: readonly { values: PointValues; scenario: AnyScenario }[];
  /** What the command line says of all points. */
  flags: readonly string[];
  window: Pick<Task, "k" | "fromMs" | "toMs">;
  withResult: boolean;
}

/** All runs of a sweep, each with its name. */
export function makePlan({ version, seeds, axes, points, flags, window, withResult }: PlanOptions): Planned {
  const [first] = points;
  if (first === undefined) throw new RangeError("a sweep without a point");
  const tasks = points.map(({ scenario }) =>
    seeds.map((seed): Task => ({ scenario, seed, ...window, ...(withResult ? { withResult } : {}) })),
  );
  const jobs = tasks.map((of) => of.map((task) => ({ task, key: jobKey(task, version) })));
  const { name, description, kind } = first.scenario;
  return {
    jobs: jobs.flat(),
    plan: {
      format: SWEEP_PLAN_FORMAT,
      version: SWEEP_PLAN_VERSION,
      engine: { name: "hongbao", version },
      scenario: { name, description, kind },
      flags: [...flags],
      seeds: [...seeds],
      axes: [...axes],
      points: points.map(({ values, scenario }, i) => ({
        values: [...values],
        scenario: scenarioHash(scenario),
        jobs: (jobs[i] ?? []).map(({ key }) => key),
        limits: limitsOf(scenario),
      })),
    },
  };
}

/** The limits of a scenario's budgets, in the units of their figures. */
function limitsOf(scenario: AnyScenario): SweepPlan["points"][number]["limits"] {
  if (scenario.kind === "lab")
    return scenario.budgets.map(({ id, max, min }) => ({
      id,
      max: max?.value ?? null,
      min: min?.value ?? null,
    }));
  return scenario.budgets.map(({ id, max, min }) => ({ id, max: max ?? null, min: min ?? null }));
}
