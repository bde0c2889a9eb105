import type { Scenario } from "../scenario.ts";
import { checkBreakers } from "./breakers.ts";
import { checkBudgets } from "./budgets.ts";
import { checkCarriers } from "./carriers.ts";
import { checkChain } from "./chain.ts";
import { checkFaults } from "./faults.ts";
import type { Finding } from "./finding.ts";
import { checkIdentifiers } from "./identifiers.ts";
import { checkLimits } from "./limits.ts";
import { checkLines } from "./lines.ts";
import { checkOrders } from "./orders.ts";
import { checkOverload } from "./overload.ts";
import { checkShares } from "./shares.ts";
import { checkTraffic } from "./traffic.ts";

/** What is wrong with a scenario as a whole: names of nothing, sums that are off, times that run backwards. */
export function checkScenario(scenario: Scenario): Finding[] {
  return [
    ...checkIdentifiers(scenario),
    ...checkShares(scenario),
    ...checkOrders(scenario),
    ...checkChain(scenario),
    ...checkLines(scenario),
    ...checkBreakers(scenario),
    ...checkLimits(scenario),
    ...checkCarriers(scenario),
    ...checkTraffic(scenario),
    ...checkFaults(scenario),
    ...checkOverload(scenario.access.overload, ["access", "overload"]),
    ...checkOverload(scenario.sets.logic.overload, ["sets", "logic", "overload"]),
    ...checkBudgets(scenario),
  ];
}
