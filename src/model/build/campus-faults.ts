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

/**
 * Two campuses of a region live and do not reach each other: calls and answers between access servers of the one and sets
 * of the other are lost, and the copies that a set of the one keeps in the other.
 */
export function cutCampuses(fault: FaultOf<"cutCampuses">, { edges, idcs, params }: FaultTargets): Effect[] {
  const [a, b] = campusesApart(fault, params);
  const region = params.plan.idcs[a]?.region ?? 0;
  const reach = edges[region]?.reach;
  const copies = [a, b].flatMap((here) => {
    const there = here === a ? b : a;
    const home = idcs[here] as IdcDistrict;
    const away = idcsOfCopies(home.idc, params).flatMap((at, copy) => (at === there ? [copy] : []));
    if (away.length === 0) return [];
    return home.cells.map(
      ({ parts: { replicas } }): Effect => ({
        district: edges.length + here,
        // Who asks a set asks from beside its home.
        apply: (nowMs) => replicas.part(away, 0, nowMs),
        revert: (nowMs) => replicas.heal(nowMs),
      }),
    );
  });
  return [
    { district: region, apply: () => reach?.part(a, b, 1), revert: () => reach?.part(a, b, -1) },
    ...copies,
  ];
}

/** The two campuses, by number. */
export function campusesApart(
  { between }: FaultOf<"cutCampuses">,
  { plan }: Pick<WorldParams, "plan">,
): readonly [number, number] {
  const [a, b] = between.map((campus) => plan.idcs.findIndex(({ id }) => id === campus));
  return [a as number, b as number];
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
