import type { Scenario } from "../../scenario/scenario.ts";
import type { Curve } from "../traffic/curve.ts";
import type { Laws } from "./laws.ts";
import type { Plan } from "./plan.ts";

/** What all districts of a world are built from. */
export interface WorldParams {
  scenario: Scenario;
  plan: Plan;
  seed: string;
  /** One simulated shake stands for k. */
  k: number;
  /** First and last moment of arrivals that count, and the start of the traffic that warms the world up [ms]. */
  fromMs: number;
  toMs: number;
  startMs: number;
  /** Last moment that may be simulated [ms]. */
  endMs: number;
  shakes: Curve;
  sends: Curve;
  laws: Laws;
}

export { PART_WINDOW_MS, STEP_WINDOW_MS } from "../../scenario/windows.ts";
