import type { Scenario } from "../../scenario/scenario.ts";
import type { SetCell } from "../site/set-cell.ts";
import { idcsOfCopies } from "./copy-places.ts";
import type { Copies, Effect, FaultOf, FaultTargets } from "./fault-effects.ts";
import type { IdcDistrict } from "./idc-district.ts";
import type { OutageLog } from "./outage-log.ts";
import type { WorldParams } from "./world-params.ts";

/** A campus is lost: its sets, its access clusters, and the replicas that others keep there. */
export function loseIdc(fault: FaultOf<"loseIdc">, targets: FaultTargets, copies: Copies): Effect[] {
  const { edges, idcs, outages, params } = targets;
  const lost = params.plan.idcs.findIndex((idc) => idc.id === fault.idc);
  const { failover } = params.scenario.access;
  const atIdcs = idcs.map((idc, i): Effect => {
    const placed = i === lost ? [] : replicasPlacedAt(idc, lost, params);
    return {
      district: edges.length + i,
      apply: (nowMs) => {
        if (i === lost) idc.lose();
        for (const { cell, replica } of placed) copies.get(cell)?.crash(replica, nowMs);
      },
      revert: (nowMs) => {
        if (i === lost) idc.restore();
        for (const { cell, replica } of placed) copies.get(cell)?.restart(replica, nowMs);
      },
    };
  });
  const atEdges = edges.map((edge, region): Effect => {
    const clusters = edge.access.clusters.flatMap((cluster, i) => (cluster.idc === fault.idc ? [i] : []));
    const known = outages[region] as OutageLog;
    const renew = () => {
      for (const i of clusters) edge.access.setAvoided(i, known.goneAt(lost, edge.sim.now));
    };
    const renewEntries = (nowMs: number) => edge.sim.callAt(nowMs + failover, () => edge.disturb(renew));
    return {
      district: region,
      apply: (nowMs) => {
        known.lost(lost, nowMs);
        for (const i of clusters) edge.access.setLost(i, true);
        renewEntries(nowMs);
      },
      revert: (nowMs) => {
        known.back(lost, nowMs);
        for (const i of clusters) edge.access.setLost(i, false);
        renewEntries(nowMs);
      },
    };
  });
  return [...atIdcs.filter((_, i) => i === lost), ...atIdcs.filter((_, i) => i !== lost), ...atEdges];
}

/** A campus lives, and nothing gets through between it and the access servers of some regions, one way or both. */
export function cutOffCampus(fault: FaultOf<"cutOffCampus">, { edges, params }: FaultTargets): Effect {
  const idc = params.plan.idcs.findIndex(({ id }) => id === fault.idc);
  const region = params.plan.idcs[idc]?.region ?? 0;
  const regions = regionsOf(fault, params.scenario);
  // All its messages pass its own region's edge.
  const reach = edges[region]?.reach;
  return {
    district: region,
    apply: () => reach?.cut(idc, regions, fault.direction),
    revert: () => reach?.mend(idc, regions, fault.direction),
  };
}

/** The regions whose access servers are cut off, by number. */
export function regionsOf(fault: FaultOf<"cutOffCampus">, { regions }: Scenario): number[] {
  return regions.flatMap(({ id }, i) => (fault.regions === "all" || fault.regions.includes(id) ? [i] : []));
}

/** Copies of sets of this IDC that stand in another one. */
function replicasPlacedAt(
  { idc, cells }: IdcDistrict,
  other: number,
  params: WorldParams,
): { cell: SetCell; replica: number }[] {
  const there = idcsOfCopies(idc, params).flatMap((at, replica) => (at === other ? [replica] : []));
  return cells.flatMap((cell) => there.map((replica) => ({ cell, replica })));
}
