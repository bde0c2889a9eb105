import { budgetSpan, isMisfit } from "../../scenario/budgets/budget-span.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { LatencyGrid } from "../measure/latencies.ts";
import { GRAB, OPEN, SEND, SHAKE, SHARE } from "../workflow/step.ts";
import { PART_WINDOW_MS, STEP_WINDOW_MS } from "./world-params.ts";

const NUMBERS = { shake: SHAKE, send: SEND, grab: GRAB, open: OPEN, share: SHARE } as const;

/** Latencies are kept in windows as wide as those of parts, and of a second where a budget looks as closely as that. */
export function latencyGrid(scenario: Scenario): LatencyGrid {
  const wide = () => Object.values(NUMBERS).map(() => PART_WINDOW_MS);
  const grid: LatencyGrid = { client: wide(), service: wide() };
  for (const budget of scenario.budgets) {
    if (budget.severity === "off") continue;
    if (budget.figure !== "latency" && budget.figure !== "meanLatency") continue;
    const { when, slices } = budget;
    const span = budgetSpan(when, scenario);
    // Without either the histograms of the whole run do.
    if (isMisfit(span) || (when === undefined && slices === undefined)) continue;
    const bounds = [span.fromMs, slices?.each ?? span.toMs];
    if (bounds.some((ms) => ms % PART_WINDOW_MS !== 0))
      grid[budget.clock][NUMBERS[budget.step]] = STEP_WINDOW_MS;
  }
  return grid;
}
