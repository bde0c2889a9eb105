import { samplesForQuantile } from "../../result/figures/samples-for-quantile.ts";
import type { Budget } from "../scenario.ts";

/** The fewest samples of which a budget says anything: its own number, or what its quantile takes, or one. */
export function samplesNeeded(budget: Budget): number {
  const least = "quantile" in budget ? samplesForQuantile(budget.quantile) : 1;
  return Math.max(least, budget.samples ?? 0);
}
