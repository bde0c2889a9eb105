import type { Fault, Scenario } from "../../scenario/scenario.ts";
import { FaultSchedule } from "../control/fault-schedule.ts";
import { cutCampuses, cutOffCampus, loseIdc } from "./campus-faults.ts";
import { congestCarrier, loseEntry } from "./carrier-faults.ts";
import { type Copies, type Effect, type FaultOf, type FaultTargets, onCells } from "./fault-effects.ts";
import { nameFault } from "./fault-names.ts";
import { cutLine, degradeLine, partitionRegions } from "./line-faults.ts";
import { ReplicaFaults } from "./replica-faults.ts";
import type { WorldParams } from "./world-params.ts";

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
    const named = nameFault(fault);
    const whole: Span = {
      atMs: fault.at,
      ...(fault.for === undefined ? {} : { untilMs: fault.at + fault.for }),
    };
    const spans = spansOf(fault, whole, params);
    effectsOf(fault, targets, copies).forEach((effect, i) => {
      const { district } = effect;
      const edge = edges[district];
      const at = (change: (nowMs: number) => void) => (nowMs: number) =>
        edge === undefined ? change(nowMs) : edge.disturb(() => change(nowMs));
      const apply = at(effect.apply);
      const revert = at(effect.revert);
      const { loud, silent } = schedules[district] as { loud: FaultSchedule; silent: FaultSchedule };
      const schedule = i === 0 ? loud : silent;
      if (spans === undefined) {
        schedule.add({ ...named, ...whole, apply, revert });
        return;
      }
      if (i === 0) loud.add({ ...named, ...whole, apply: () => {}, revert: () => {} });
      for (const span of spans) silent.add({ ...named, ...span, apply, revert });
    });
  }
}

/** What cuts lines, or the ways into campuses. */
const CUTS: readonly Fault["kind"][] = [
  "cutLine",
  "flapLine",
  "partitionRegions",
  "cutOffCampus",
  "cutCampuses",
];

/** Whether something cuts a way that calls go between a region's access servers and a set. */
export function cutsWays({ faults }: Scenario): boolean {
  return faults.some(({ kind }) => CUTS.includes(kind));
}

/** When something is broken [ms]; to the end where `untilMs` is absent. */
interface Span {
  atMs: number;
  untilMs?: number;
}

function effectsOf(fault: Fault, targets: FaultTargets, copies: Copies): Effect[] {
  switch (fault.kind) {
    case "cutLine":
    case "flapLine":
      return cutLine(fault, targets);
    case "degradeLine":
      return degradeLine(fault, targets);
    case "partitionRegions":
      return partitionRegions(fault, targets);
    case "cutOffCampus":
      return [cutOffCampus(fault, targets)];
    case "cutCampuses":
      return cutCampuses(fault, targets);
    case "crashReplica":
      return onCells(targets, [fault.set], (cell) => ({
        apply: (nowMs) => copies.get(cell)?.crash(fault.replica, nowMs, fault.disk === "lost"),
        revert: (nowMs) => copies.get(cell)?.restart(fault.replica, nowMs),
      }));
    case "setDatabaseDown":
      return onCells(targets, [fault.set], (cell) => ({
        apply: () => cell.databaseFails(),
        revert: () => cell.databaseReturns(),
      }));
    case "graySet": {
      const failure = { failShare: fault.failures ?? 0, delayMs: fault.delay ?? 0 };
      return onCells(targets, [fault.set], (cell) => ({
        apply: () => cell.impair(failure),
        revert: () => cell.unimpair(failure),
      }));
    }
    case "slowReplicas":
      return slowReplicas(fault, targets, copies);
    case "partitionReplicas": {
      const { replicas, callers } = fault;
      return onCells(targets, fault.sets, ({ parts: { replicas: group } }) => ({
        apply: (nowMs) => group.part(replicas, callers ?? new Set(replicas).size / group.replicas, nowMs),
        revert: (nowMs) => group.heal(nowMs),
      }));
    }
    case "loseCache":
      return onCells(targets, fault.sets, ({ parts: { caches } }) => {
        const lost =
          fault.tier === "both" ? caches : caches.slice(...(fault.tier === "first" ? [0, 1] : [1]));
        return {
          apply: () => {
            for (const cache of lost) cache.lose();
          },
          revert: (nowMs) => {
            for (const cache of lost) cache.restore(nowMs);
          },
        };
      });
    case "congestCarrier":
      return [congestCarrier(fault, targets)];
    case "loseEntry":
      return [loseEntry(fault, targets)];
    case "stopConsumers":
      return onCells(targets, fault.sets, (cell) => ({
        apply: () => cell.book(fault.queue)?.stopConsumers(),
        revert: () => cell.book(fault.queue)?.resumeConsumers(),
      }));
    case "loseMessages":
      return onCells(targets, "all", (cell) => ({
        apply: () => cell.book(fault.queue)?.queue.loseMore(fault.share),
        revert: () => cell.book(fault.queue)?.queue.loseMore(-fault.share),
      }));
    case "duplicateMessages":
      return onCells(targets, "all", (cell) => ({
        apply: () => cell.book(fault.queue)?.queue.duplicateMore(fault.share),
        revert: () => cell.book(fault.queue)?.queue.duplicateMore(-fault.share),
      }));
    case "loseBroker":
      return onCells(targets, fault.sets, (cell) => ({
        apply: () => cell.book(fault.queue)?.queue.loseBroker(fault.broker),
        revert: () => cell.book(fault.queue)?.queue.replaceBroker(fault.broker),
      }));
    case "loseIdc":
      return loseIdc(fault, targets, copies);
  }
}

/** When a fault works, where that is not all the time from its beginning to its end. */
function spansOf(
  fault: Fault,
  { atMs, untilMs }: Span,
  { scenario, endMs }: WorldParams,
): Span[] | undefined {
  if (fault.kind === "flapLine") return flaps(fault, untilMs ?? endMs);
  if (fault.kind !== "loseBroker") return undefined;
  // A lost broker's copy takes over, unless it is back before.
  const { failover } = (scenario.queues[fault.queue] ?? scenario.queues.wallet).brokers;
  return [{ atMs, untilMs: Math.min(untilMs ?? Number.POSITIVE_INFINITY, atMs + failover) }];
}

/** Down first, then up, in turn, until it is over. */
function flaps({ at, down, up }: FaultOf<"flapLine">, untilMs: number): Span[] {
  const count = Math.ceil((untilMs - at) / (down + up));
  return Array.from({ length: count }, (_, i) => {
    const atMs = at + i * (down + up);
    return { atMs, untilMs: Math.min(atMs + down, untilMs) };
  });
}

function slowReplicas(fault: FaultOf<"slowReplicas">, targets: FaultTargets, copies: Copies): Effect[] {
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
