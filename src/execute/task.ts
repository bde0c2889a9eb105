import type { Replication } from "../result/figures/figure.ts";
import type { AnyScenario } from "../scenario/scenario.ts";

/** One independent run: a scenario, and what tells this run from others of it. Plain data, so that it can travel. */
export interface Task {
  scenario: AnyScenario;
  seed: string;
  /** One simulated shake stands for k; the scenario's own unless given. Labs have no scale and no clock. */
  k?: number;
  /** First and last moment that counts [ms since the scenario's start]; the scenario's own unless given. */
  fromMs?: number;
  toMs?: number;
  /** Whether the text of result.json is wanted beside the figures. */
  withResult?: boolean;
}

/** What became of a task. One that throws is told and keeps no other from being done. */
export type Outcome =
  | { kind: "done"; replication: Replication; result?: string }
  | { kind: "failed"; message: string }
  /** The stop was asked for before it had begun. */
  | { kind: "skipped" };

/** How far one task is: share of its simulated time, and events so far. */
export interface TaskProgress {
  share: number;
  events: number;
}
