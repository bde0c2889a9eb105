import type { Limit } from "../check/limit.ts";
import type { AnyScenario } from "../scenario/scenario.ts";

/** A lab's limits know whether they were written as times; what is judged are the numbers. */
export function limitsOf(scenario: AnyScenario): Limit[] {
  if (scenario.kind !== "lab") return scenario.budgets;
  return scenario.budgets.map(({ max, min, ...budget }) => ({ ...budget, max: max?.value, min: min?.value }));
}
