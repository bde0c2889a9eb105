import type { Scenario } from "./scenario.ts";

/**
 * How the access servers are dealt over the campuses, in the order of the regions: evenly over those of regions with sets
 * of their own; one whose region's orders live elsewhere has as many for its users as those have on average.
 */
export function campusWeights(regions: Scenario["regions"]): number[] {
  const homes = regions.filter(({ orders }) => orders === undefined);
  const campuses = homes.reduce((sum, region) => sum + region.campuses.length, 0);
  const users = homes.reduce((sum, region) => sum + region.users, 0);
  return regions.flatMap(({ orders, users: own, campuses: of }) =>
    of.map(() => (orders === undefined ? 1 : ((own / of.length) * campuses) / users)),
  );
}
