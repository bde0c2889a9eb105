import type { Scenario } from "./scenario.ts";
import { scale } from "./units/scale.ts";

/**
 * What a scale loses. Simulating m/k of m equal access servers is exact while a whole one is left: for each region
 * and carrier, or, where clusters of a region share theirs, for each region. Below that a fraction of a server stands
 * for all, and its waits come out too long.
 *
 * @param k the scale that is run, if it is not the scenario's own.
 */
export function scaleNotes(scenario: Scenario, k: number = scenario.run.scale): string[] {
  const { regions, carriers, access } = scenario;
  const kWhole = Math.floor(access.servers / regions.length);
  const kOwn = Math.floor(access.servers / (regions.length * carriers.entries.length));
  if (k > kWhole) {
    return [
      `at ${scale.print(k)} less than one access server is left for each region, so that waits there come out too ` +
        `long; ${scale.print(kWhole)} is the coarsest scale that keeps one`,
    ];
  }
  if (k <= kOwn) return [];
  return [
    `at ${scale.print(k)} the access clusters of a region share one simulated server; from ${scale.print(kOwn)} on ` +
      "each carrier has its own",
  ];
}
