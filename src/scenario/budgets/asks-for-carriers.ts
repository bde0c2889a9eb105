import type { Scenario } from "../scenario.ts";

/** Whether a budget looks at the users of some carriers by themselves. */
export function asksForCarriers({ budgets }: Scenario): boolean {
  return budgets.some(
    (budget) => budget.severity !== "off" && "carriers" in budget && budget.carriers !== undefined,
  );
}
