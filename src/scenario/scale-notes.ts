import { compileDistribution } from "../kernel/distribution.ts";
import type { Scenario } from "./scenario.ts";
import { duration } from "./units/duration.ts";
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
  return [
    ...pools
      .filter(({ servers }) => servers < k)
      .map(
        ({ name, servers }) =>
          `at ${scale.print(k)} less than one of a set's ${servers} ${name} is left, so that waits above 90 % busy come ` +
          `out too long; ${scale.print(servers)} is the coarsest scale that keeps one`,
      ),
    ...fetchNotes(queues.wallet, k),
  ];
}

/** Consumers that fetch ahead hold at least one simulated message, which may be more than they would. */
function fetchNotes({ consumers, prefetch }: Scenario["queues"]["wallet"], k: number): string[] {
  if (prefetch === undefined || consumers * prefetch >= k) return [];
  const held = consumers * prefetch;
  return [
    `at ${scale.print(k)} one simulated wallet message stands for more than the ${held} that a set's consumers may hold, ` +
      `so that they hold too many; ${scale.print(held)} is the coarsest scale at which prefetch: ${prefetch} means that`,
  ];
}

/**
 * A packet's group is simulated whole, and meets a k-th of a set. While that works off W of grabs that came together, a
 * share 1 - deadline / W of the calls to it is overdue: where that is what gets a set masked, one packet may do it.
 */
export function maskNotes({ sets, packets, network, run }: Scenario, k: number = run.scale): string[] {
  const { max, taking } = packets.group;
  const { failures, maskedMax } = sets.health;
  const grabs = Math.round(max * taking);
  const workMs = (grabs * compileDistribution(sets.logic.serviceTime).mean) / sets.logic.servers;
  const borneMs = network.callTimeout / (1 - failures);
  if (workMs * k <= borneMs || maskedMax === 0) return [];
  return [
    `at ${scale.print(k)} the ${grabs} grabs of a group of ${max} are ${((workMs * k) / 1000).toFixed(1)} s of work for a set, ` +
      `and calls to it overdue after ${duration.print(network.callTimeout)}: it may be masked for one packet; ` +
      `${scale.print(Math.max(1, Math.floor(borneMs / workMs)))} is the coarsest scale at which it is not`,
  ];
}
