import type { Scenario } from "./scenario.ts";

/** Names of the sets in their order: set-00, set-01, ...; all as long as the last one needs. */
export function setNames(scenario: Scenario): string[] {
  const { count } = scenario.sets;
  const digits = Math.max(2, String(count - 1).length);
  return Array.from({ length: count }, (_, i) => `set-${String(i).padStart(digits, "0")}`);
}

/** Identifiers of all IDCs, region by region. */
export function idcIds(scenario: Scenario): string[] {
  return scenario.regions.flatMap((region) => region.campuses);
}
