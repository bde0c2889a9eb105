import type { Scenario } from "./scenario.ts";
import { scale } from "./units/scale.ts";

/**
 * What a scale loses. Simulating m/k of m equal access servers is exact while one whole server is left of each
 * region's carrier; below that a fraction of a server stands for several, and waits come out too long.
 *
 * @param k the scale that is run, if it is not the scenario's own.
 */
export function scaleNotes(scenario: Scenario, k: number = scenario.run.scale): string[] {
  const entries = scenario.regions.length * scenario.carriers.entries.length;
  const kMax = Math.floor(scenario.access.servers / entries);
  if (k <= kMax) return [];
  return [
    `at ${scale.print(k)} less than one access server is left for each region and carrier; ` +
      `${scale.print(kMax)} is the coarsest scale that keeps one`,
  ];
}
