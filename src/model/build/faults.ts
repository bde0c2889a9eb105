import type { Fault as ScenarioFault } from "../../scenario/scenario.ts";
import { FaultSchedule } from "../control/fault-schedule.ts";
import type { CutLog } from "../network/cut-log.ts";
import type { Impairment } from "../network/impairments.ts";
import type { Line } from "../network/line.ts";
import type { SetCell } from "../site/set-cell.ts";
import type { IdcDistrict } from "./idc-district.ts";
import type { OutageLog } from "./outage-log.ts";
import type { RegionEdge } from "./region-edge.ts";
import { ReplicaFaults } from "./replica-faults.ts";
import type { WorldParams } from "./world-params.ts";

/** The copies that faults break, by set. */
type Copies = ReadonlyMap<SetCell, ReplicaFaults>;

/** One thing that a fault does in one district. */
interface Effect {
  district: number;
  apply: (nowMs: number) => void;
  revert: (nowMs: number) => void;
}

/** The districts of a world, as faults see them. */
export interface FaultTargets {
  params: WorldParams;
  edges: readonly RegionEdge[];
  idcs: readonly IdcDistrict[];
  /** What each edge knows of lost IDCs. */
  outages: readonly OutageLog[];
}

/**
 * Puts the scenario's faults into the districts they touch: each district breaks its own parts, at the same moment,
 * as events of its own. The first one touched writes the fault into the timeline.
 */
export function scheduleFaults(targets: FaultTargets): void {
  const { edges, idcs, params } = targets;
  const schedules = [...edges, ...idcs].map((district) => ({
    loud: new FaultSchedule(district.sim, district.timeline.sink),
    silent: new FaultSchedule(district.sim),
  }));
  const copies: Copies = new Map(
    idcs.flatMap((idc) => idc.cells.map((cell) => [cell, new ReplicaFaults(cell.parts.replicas)])),
  );
  for (const fault of params.scenario.faults) {
    const { part, text, effects } = describe(fault, targets, copies);
    effects.forEach(({ district, apply, revert }, i) => {
      const { loud, silent } = schedules[district] as { loud: FaultSchedule; silent: FaultSchedule };
      const untilMs = fault.for === undefined ? {} : { untilMs: fault.at + fault.for };
      (i === 0 ? loud : silent).add({
        part,
        text: fault.name ?? text,
        atMs: fault.at,
        ...untilMs,
        apply,
        revert,
      });
    });
  }
}

function describe(
  fault: ScenarioFault,
  targets: FaultTargets,
  copies: Copies,
): { part: string; text: string; effects: Effect[] } {
  switch (fault.kind) {
    case "cutLine":
      return { part: fault.line, text: "line cut", effects: cutLine(fault, targets) };
    case "degradeLine":
      return { part: fault.line, text: "line degraded", effects: degradeLine(fault, targets) };
    case "crashReplica":
      return {
        part: `${fault.set}/${fault.replica}`,
        text: "replica crashed",
        effects: onCells(targets, [fault.set], (cell) => ({
          apply: (nowMs) => copies.get(cell)?.crash(fault.replica, nowMs),
          revert: (nowMs) => copies.get(cell)?.restart(fault.replica, nowMs),
        })),
      };
    case "setDatabaseDown":
      return {
        part: fault.set,
        text: "database down",
        effects: onCells(targets, [fault.set], (cell) => ({
          apply: () => cell.databaseFails(),
          revert: () => cell.databaseReturns(),
        })),
      };
    case "slowReplicas":
      return {
        part: fault.sets === "all" ? "all sets" : fault.sets.join(", "),
        text: `replicas ${fault.factor} times as slow`,
        effects: slowReplicas(fault, targets, copies),
      };
    case "congestCarrier":
      return {
        part: `${fault.region}/${fault.carrier}`,
        text: "carrier congested",
        effects: [congestCarrier(fault, targets)],
      };
    case "stopConsumers":
      return {
        part: fault.queue,
        text: "consumers stopped",
        effects: onCells(targets, fault.sets, (cell) => ({
          apply: () => cell.stopConsumers(),
          revert: () => cell.resumeConsumers(),
        })),
      };
    case "loseMessages":
      return {
        part: fault.queue,
        text: "messages lost",
        effects: onCells(targets, "all", (cell) => ({
          apply: () => cell.parts.queue.loseMore(fault.share),
          revert: () => cell.parts.queue.loseMore(-fault.share),
        })),
      };
    case "loseIdc":
      return { part: fault.idc, text: "campus lost", effects: loseIdc(fault, targets, copies) };
  }
}

/** A line's two directions: each end cuts what it sends, and notes the cut of what it receives. */
function cutLine(fault: Extract<ScenarioFault, { kind: "cutLine" }>, targets: FaultTargets): Effect[] {
  const effects: Effect[] = [];
  forLineEnds(fault.line, targets, (region, end, forward) => {
    const outCut = fault.direction === "both" || (fault.direction === "forward") === forward;
    const backCut = fault.direction === "both" || (fault.direction === "forward") !== forward;
    effects.push({
      district: region,
      apply: (nowMs) => {
        if (outCut) end.out.cut(nowMs);
        if (backCut) end.back.cut(nowMs);
      },
      revert: (nowMs) => {
        if (outCut) end.out.mend(nowMs);
        if (backCut) end.back.mend(nowMs);
      },
    });
  });
  return effects;
}

function degradeLine(
  fault: Extract<ScenarioFault, { kind: "degradeLine" }>,
  targets: FaultTargets,
): Effect[] {
  const effects: Effect[] = [];
  forLineEnds(fault.line, targets, (region, end) => {
    const impairment: Impairment = {
      capacityShare: fault.bandwidth ?? 1,
      extraRttMs: 2 * (fault.extraDelay ?? 0),
      extraLoss: fault.loss ?? 0,
    };
    effects.push({
      district: region,
      apply: (nowMs) => end.out.impair(nowMs, impairment),
      revert: (nowMs) => end.out.unimpair(nowMs, impairment),
    });
  });
  return effects;
}

/** A line as one of its regions sees it. */
interface LineEnd {
  out: Line;
  back: CutLog;
}

/** Visits both ends of a line; `forward` at the end it is written from. */
function forLineEnds(
  line: string,
  { edges, params }: FaultTargets,
  visit: (region: number, end: LineEnd, forward: boolean) => void,
): void {
  const between = params.scenario.lines.find((one) => one.id === line)?.between ?? [];
  edges.forEach((edge, region) => {
    for (const way of edge.ways) {
      way?.names.forEach((name, i) => {
        if (name !== line) return;
        const end = { out: way.lines[i], back: way.back[i] } as LineEnd;
        visit(region, end, between[0] === edge.name);
      });
    }
  });
}

function slowReplicas(
  fault: Extract<ScenarioFault, { kind: "slowReplicas" }>,
  targets: FaultTargets,
  copies: Copies,
): Effect[] {
  const { factor } = fault;
  return onCells(targets, fault.sets, (cell) => {
    const all = Array.from({ length: cell.parts.replicas.replicas }, (_, i) => i);
    const slowed = fault.replica === undefined ? all : [fault.replica];
    return {
      apply: () => {
        for (const replica of slowed) copies.get(cell)?.slow(replica, factor);
      },
      revert: () => {
        for (const replica of slowed) copies.get(cell)?.quicken(replica, factor);
      },
    };
  });
}

function congestCarrier(
  fault: Extract<ScenarioFault, { kind: "congestCarrier" }>,
  { edges, params }: FaultTargets,
): Effect {
  const region = edges.findIndex((edge) => edge.name === fault.region);
  const index = params.scenario.carriers.entries.findIndex((entry) => entry.id === fault.carrier);
  const entry = edges[region]?.entries[index];
  const impairment: Impairment = {
    capacityShare: fault.capacity,
    extraRttMs: fault.extraRtt ?? 0,
    extraLoss: fault.loss ?? 0,
  };
  return {
    district: region,
    apply: (nowMs) => entry?.impair(nowMs, impairment),
    revert: (nowMs) => entry?.unimpair(nowMs, impairment),
  };
}

/** A campus is lost: its sets, its access clusters, and the replicas that others keep there. */
function loseIdc(
  fault: Extract<ScenarioFault, { kind: "loseIdc" }>,
  targets: FaultTargets,
  copies: Copies,
): Effect[] {
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
    return {
      district: region,
      apply: (nowMs) => {
        known.lost(lost, nowMs);
        for (const i of clusters) edge.access.setLost(i, true);
        edge.sim.callAt(nowMs + failover, () => {
          for (const i of clusters) edge.access.setAvoided(i, known.goneAt(lost, edge.sim.now));
        });
      },
      revert: (nowMs) => {
        known.back(lost, nowMs);
        for (const i of clusters) edge.access.setLost(i, false);
        edge.sim.callAt(nowMs + failover, () => {
          for (const i of clusters) edge.access.setAvoided(i, known.goneAt(lost, edge.sim.now));
        });
      },
    };
  });
  return [...atIdcs.filter((_, i) => i === lost), ...atIdcs.filter((_, i) => i !== lost), ...atEdges];
}

/** Copies of sets of this IDC that stand in another one: copy n of a set is n campuses further on. */
function replicasPlacedAt(
  idc: IdcDistrict,
  other: number,
  params: WorldParams,
): { cell: SetCell; replica: number }[] {
  const there = params.plan.idcs[other];
  if (there === undefined || there.region !== idc.idc.region) return [];
  const campuses = params.plan.idcs.filter((one) => one.region === there.region).length;
  return idc.cells.flatMap((cell) =>
    Array.from({ length: cell.parts.replicas.replicas }, (_, replica) => ({ cell, replica })).filter(
      ({ replica }) => (idc.idc.place + replica) % campuses === there.place,
    ),
  );
}

function onCells(
  { idcs, edges }: FaultTargets,
  sets: "all" | readonly string[],
  effect: (cell: SetCell) => Omit<Effect, "district">,
): Effect[] {
  return idcs.flatMap((idc, i) =>
    idc.cells
      .filter((cell) => sets === "all" || sets.includes(cell.parts.name))
      .map((cell) => ({ district: edges.length + i, ...effect(cell) })),
  );
}
