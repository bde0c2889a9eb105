import type { Scenario } from "../scenario.ts";
import { checkFaults } from "./faults.ts";
import type { Finding } from "./finding.ts";
import { checkIdentifiers } from "./identifiers.ts";
import { checkLimits } from "./limits.ts";
import { checkLines } from "./lines.ts";
import { checkShares } from "./shares.ts";
import { checkTraffic } from "./traffic.ts";

/** What is wrong with a scenario as a whole: names of nothing, sums that are off, times that run backwards. */
export function checkScenario(scenario: Scenario): Finding[] {
  return [
    ...checkIdentifiers(scenario),
    ...checkShares(scenario),
    ...checkLines(scenario),
    ...checkLimits(scenario),
    ...checkTraffic(scenario),
    ...checkFaults(scenario),
  ];
}
