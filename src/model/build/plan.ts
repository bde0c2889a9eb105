import { campusWeights } from "../../scenario/campus-weights.ts";
import { setNames } from "../../scenario/names.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { ACCESS_TYPES } from "../network/access-type.ts";
import { entryWeights } from "../network/carrier.ts";

/** One access cluster of the plan: where it stands and how many real servers it has. */
export interface PlannedCluster {
  id: string;
  region: number;
  entry: number;
  idc: string;
  servers: number;
}

/** One set of the plan: its name and home. */
export interface PlannedSet {
  index: number;
  name: string;
  region: number;
  /** Index of the home IDC over all regions. */
  idc: number;
  /** From when on it takes new orders; 0 where it is there from the start [ms]. */
  joinsAtMs: number;
}

export interface PlannedIdc {
  id: string;
  region: number;
  /** Place among the campuses of its region. */
  place: number;
}

/**
 * What stands where: worked out from the scenario once, the same for every district and every scale. Sets are dealt
 * over the IDCs in turn; the access servers are spread over one cluster for each campus and carrier.
 */
export interface Plan {
  idcs: readonly PlannedIdc[];
  sets: readonly PlannedSet[];
  clusters: readonly PlannedCluster[];
  /** By region: the one whose sets take its users' orders. */
  ordersIn: readonly number[];
  /** By region: share of its users by carrier entry, summing to 1. */
  entryShare: readonly (readonly number[])[];
  /** By region and entry: users by access type. */
  entryWeights: readonly (readonly (readonly number[])[])[];
}

export function makePlan(scenario: Scenario): Plan {
  const idcs = scenario.regions.flatMap((region, index) =>
    region.campuses.map((id, place): PlannedIdc => ({ id, region: index, place })),
  );
  // Regions whose orders live elsewhere have no sets.
  const homes = idcs.flatMap((idc, index) =>
    scenario.regions[idc.region]?.orders === undefined ? [index] : [],
  );
  const { count, joins } = scenario.sets;
  const joinTimes = joins.flatMap((join) => new Array<number>(join.count).fill(join.at));
  const sets = setNames(scenario).map((name, index): PlannedSet => {
    const idc = homes[index % homes.length] as number;
    const { region } = idcs[idc] as PlannedIdc;
    return { index, name, idc, region, joinsAtMs: index < count ? 0 : (joinTimes[index - count] as number) };
  });
  const { carriers, regions } = scenario;
  const weights = regions.map(({ mix = carriers.mix }) => {
    const byType = ACCESS_TYPES.map((type) => mix[type]);
    return carriers.entries.map((entry) => entryWeights(byType, entry));
  });
  return {
    idcs,
    sets,
    clusters: spreadServers(scenario, idcs),
    ordersIn: scenario.regions.map(({ orders }, region) =>
      orders === undefined ? region : scenario.regions.findIndex(({ id }) => id === orders),
    ),
    entryShare: weights.map(sharesOf),
    entryWeights: weights,
  };
}

/** Share of each entry, given its users by access type. */
function sharesOf(weights: readonly (readonly number[])[]): number[] {
  const sums = weights.map((byType) => byType.reduce((sum, share) => sum + share, 0));
  const total = sums.reduce((sum, share) => sum + share, 0);
  return sums.map((share) => share / total);
}

/** Whole servers, as even as can be: a boundary is the rounded part of all that lies before it. */
function spreadServers(scenario: Scenario, idcs: readonly PlannedIdc[]): PlannedCluster[] {
  const { entries } = scenario.carriers;
  const weights = campusWeights(scenario.regions).flatMap((weight) => entries.map(() => weight));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let dealt = 0;
  const servers = weights.map((weight) => {
    before += weight;
    const own = Math.floor((before * scenario.access.servers) / total) - dealt;
    dealt += own;
    return own;
  });
  return idcs.flatMap((idc, campus) =>
    entries.map(
      (entry, index): PlannedCluster => ({
        id: `${idc.id}/${entry.id}`,
        region: idc.region,
        entry: index,
        idc: idc.id,
        servers: servers[campus * entries.length + index] as number,
      }),
    ),
  );
}
