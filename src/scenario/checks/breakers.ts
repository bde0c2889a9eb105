import type { Scenario } from "../scenario.ts";
import { contradiction, type Finding } from "./finding.ts";

/** A breaker before other regions needs another region. */
export function checkBreakers({ network, regions }: Scenario): Finding[] {
  if (network.breakers?.per !== "region" || regions.length > 1) return [];
  return [contradiction(["network", "breakers"], "per: set, for there is no other region", [["regions"]])];
}
