import type { Fault, Scenario } from "../../scenario/scenario.ts";
import { BlastCounts } from "../measure/blast-counts.ts";
import { campusesApart, regionsOf } from "./campus-faults.ts";
import { nameFault } from "./fault-names.ts";
import { linesBetween } from "./line-faults.ts";
import type { Plan } from "./plan.ts";

/** How long after a fault has ended its traces are looked for [ms]. */
const AFTERMATH_MS = 600_000;

/** A fault of the scenario, and what is counted about it. */
export interface Incident {
  kind: Fault["kind"];
  part: string;
  text: string;
  atMs: number;
  /** When the fault ends; absent: never [ms]. */
  untilMs?: number;
  /** Sets that are broken, or stand where it is broken; by number. */
  sets: readonly number[];
  /** Lines that are broken, and the route they belong to. */
  lines?: { ids: readonly string[]; route: string };
  /** Campus that is lost. */
  idc?: string;
  /** By region: what became of its requests. Empty for a fault that no set and no line has to do with, or after the end. */
  counts: readonly BlastCounts[];
}

/** What is to be counted about each fault. Without faults nothing is. */
export function makeIncidents(scenario: Scenario, plan: Plan, endMs: number): Incident[] {
  return scenario.faults.map((fault): Incident => {
    const untilMs = fault.for === undefined ? undefined : fault.at + fault.for;
    const broken = whatBreaks(fault, scenario, plan);
    const counted = fault.at < endMs && (broken.sets.length > 0 || broken.between !== undefined);
    return {
      kind: fault.kind,
      ...nameFault(fault),
      atMs: fault.at,
      ...(untilMs === undefined ? {} : { untilMs }),
      ...broken,
      counts: !counted
        ? []
        : scenario.regions.map((_, region) => {
            const regions = scenario.regions.map((_, other) =>
              isAcross(broken.between, region, other) ? 1 : 0,
            );
            return new BlastCounts({
              fromMs: fault.at,
              untilMs: Math.min(endMs, (untilMs ?? endMs) + AFTERMATH_MS),
              regions: Uint8Array.from(regions),
              sets: Uint8Array.from(plan.sets, (set) =>
                (broken.sets.includes(set.index) && (broken.askers?.includes(region) ?? true)) ||
                regions[set.region] === 1
                  ? 1
                  : 0,
              ),
            });
          }),
    };
  });
}

interface Broken {
  sets: readonly number[];
  /** Regions whose requests to each other have to do with it. */
  between?: readonly [number, number];
  lines?: { ids: readonly string[]; route: string };
  idc?: string;
  /** Regions whose requests alone have to do with the sets; all where absent. */
  askers?: readonly number[];
}

function whatBreaks(fault: Fault, scenario: Scenario, plan: Plan): Broken {
  const named = (names: "all" | readonly string[]) =>
    plan.sets.filter(({ name }) => names === "all" || names.includes(name)).map(({ index }) => index);
  switch (fault.kind) {
    case "cutLine":
    case "flapLine":
    case "degradeLine": {
      const route = scenario.routes.find(({ lines }) => lines.includes(fault.line));
      if (route === undefined) return { sets: [] };
      const [a, b] = route.between.map((id) => scenario.regions.findIndex((one) => one.id === id));
      return {
        sets: [],
        between: [a as number, b as number],
        lines: { ids: [fault.line], route: route.id },
      };
    }
    case "partitionRegions": {
      const [a, b] = fault.between.map((id) => scenario.regions.findIndex((one) => one.id === id));
      const ids = linesBetween(fault.between, scenario).map(({ id }) => id);
      const route = scenario.routes.find(({ lines }) => lines.some((id) => ids.includes(id)))?.id ?? "";
      return { sets: [], between: [a as number, b as number], lines: { ids, route } };
    }
    case "cutOffCampus": {
      const there = plan.sets.filter(({ idc }) => plan.idcs[idc]?.id === fault.idc);
      return { sets: there.map(({ index }) => index), askers: regionsOf(fault, scenario) };
    }
    case "cutCampuses": {
      const apart: readonly number[] = campusesApart(fault, { plan });
      const there = plan.sets.filter(({ idc }) => apart.includes(idc));
      return { sets: there.map(({ index }) => index), askers: [plan.idcs[apart[0] as number]?.region ?? 0] };
    }
    case "crashReplica":
    case "setDatabaseDown":
    case "graySet":
      return { sets: named([fault.set]) };
    case "slowReplicas":
    case "partitionReplicas":
    case "loseCache":
      return { sets: named(fault.sets) };
    case "loseIdc": {
      const lost = plan.sets.filter(({ idc }) => plan.idcs[idc]?.id === fault.idc);
      return { sets: lost.map(({ index }) => index), idc: fault.idc };
    }
    case "congestCarrier":
    case "loseEntry":
    case "stopConsumers":
    case "loseMessages":
    case "duplicateMessages":
    case "loseBroker":
      return { sets: [] };
  }
}

function isAcross(between: readonly [number, number] | undefined, region: number, other: number): boolean {
  return between !== undefined && region !== other && between.includes(region) && between.includes(other);
}
