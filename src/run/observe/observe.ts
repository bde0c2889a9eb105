import type { World } from "../../model/world.ts";
import type { Figure } from "../../result/figures/figure.ts";
import type { Result } from "../../result/result.ts";
import { budgetSpan, isMisfit, wholeRun } from "../../scenario/budgets/budget-span.ts";
import type { Budget } from "../../scenario/scenario.ts";
import { observeStaleAge, observeStaleReads } from "./observe-consistency.ts";
import { observeLatency } from "./observe-latency.ts";
import { observeBookLag, observeLateCredits, observeLedger, observeMoneyRight } from "./observe-money.ts";
import { observeLevels, observeRadius } from "./observe-parts.ts";
import { observeRecovery } from "./observe-recovery.ts";
import { observeRequests } from "./observe-requests.ts";
import { figuresOf, type Observed } from "./observed.ts";
import type { Seen } from "./seen.ts";

/** What a world that has been run says about the scenario's budgets, but for those that are off. */
export function observeBudgets(world: World, result: Result): Figure[] {
  const { scenario } = world.params;
  return scenario.budgets.flatMap((budget) => {
    if (budget.severity === "off") return [];
    const span = "when" in budget ? budgetSpan(budget.when, scenario) : wholeRun(scenario);
    if (isMisfit(span)) throw new Error(`budget ${budget.id}: ${span.complaint.expected}`);
    return figuresOf(budget, observed(budget, { world, result }, span));
  });
}

function observed(budget: Budget, seen: Seen, span: { fromMs: number; toMs: number }): Observed {
  switch (budget.figure) {
    case "latency":
    case "meanLatency":
      return observeLatency(budget, seen, span);
    case "availability":
    case "refused":
    case "failed":
    case "goodput":
    case "amplification":
      return observeRequests(budget, seen, span);
    case "utilisation":
    case "queueAge":
    case "lag":
      return observeLevels(budget, seen, span);
    case "blastRadius":
      return observeRadius(budget, seen, span);
    case "staleReads":
      return observeStaleReads(budget, seen, span);
    case "staleAge":
      return observeStaleAge(budget, seen, span);
    case "ledgerError":
      return observeLedger(seen, span);
    case "lateCredits":
      return observeLateCredits(budget, seen, span);
    case "bookLag":
      return observeBookLag(budget, seen, span);
    case "moneyRight":
      return observeMoneyRight(budget, seen, span);
    case "recovery":
      return observeRecovery(budget, seen, span);
  }
}
