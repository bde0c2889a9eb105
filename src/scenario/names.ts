import type { Scenario } from "./scenario.ts";

/** Names of the sets in their order, those that join later last: set-00, set-01, ...; all as long as the last one needs. */
export function setNames({ sets }: Scenario): string[] {
  const count = sets.joins.reduce((sum, join) => sum + join.count, sets.count);
  const digits = Math.max(2, String(count - 1).length);
  return Array.from({ length: count }, (_, i) => `set-${String(i).padStart(digits, "0")}`);
}

/** Identifiers of all IDCs, region by region. */
export function idcIds(scenario: Scenario): string[] {
  return scenario.regions.flatMap((region) => region.campuses);
}
