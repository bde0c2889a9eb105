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

/**
 * Pools of a set that a scale shrinks below one server. They are a fluid then, whose waits between 90 % busy and full
 * come out too long (the page of the storage parts has the table); told before anything is run.
 */
export function poolNotes({ sets, queues, run }: Scenario, k: number = run.scale): string[] {
  const pools: { name: string; servers: number }[] = [
    { name: "logic servers", servers: sets.logic.servers },
    { name: "consumers of wallet messages", servers: queues.wallet.consumers },
  ];
  return pools
    .filter(({ servers }) => servers < k)
    .map(
      ({ name, servers }) =>
        `at ${scale.print(k)} less than one of a set's ${servers} ${name} is left, so that waits above 90 % busy come ` +
        `out too long; ${scale.print(servers)} is the coarsest scale that keeps one`,
    );
}
