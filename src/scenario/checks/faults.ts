import { idcIds, setNames } from "../names.ts";
import type { QueueName } from "../parts/queues.ts";
import type { Fault, Scenario } from "../scenario.ts";
import { badReference, contradiction, type Finding, type Path } from "./finding.ts";

/** Faults break things that exist, while the run lasts. */
export function checkFaults(scenario: Scenario): Finding[] {
  return scenario.faults.flatMap((fault, i) => [
    ...checkTime(fault, ["faults", i], scenario),
    ...checkTarget(fault, ["faults", i], scenario),
  ]);
}

function checkTime(fault: Fault, path: Path, { run }: Scenario): Finding[] {
  if (fault.at >= 0 && fault.at < run.to) return [];
  return [contradiction([...path, "at"], "a time between run.from and run.to", [["run"]])];
}

function checkTarget(fault: Fault, path: Path, scenario: Scenario): Finding[] {
  switch (fault.kind) {
    case "cutLine":
    case "flapLine":
      return checkLine(fault.line, path, scenario);
    case "degradeLine":
      return [...checkLine(fault.line, path, scenario), ...checkDegradation(fault, path)];
    case "partitionRegions":
      return [...checkBetween(fault.between, path, scenario), ...checkSides(fault, path, scenario)];
    case "cutOffCampus":
      return [
        ...known(fault.idc, [...path, "idc"], "id of a campus", idcIds(scenario), [["regions"]]),
        ...(fault.regions === "all"
          ? []
          : fault.regions.flatMap((id, i) => checkRegion(id, [...path, "regions", i], scenario))),
      ];
    case "cutCampuses":
      return checkCampuses(fault, path, scenario);
    case "crashReplica":
      return [
        ...checkSet(fault.set, [...path, "set"], scenario),
        ...checkReplica(fault.replica, [...path, "replica"], scenario),
      ];
    case "graySet":
      return [...checkSet(fault.set, [...path, "set"], scenario), ...checkGray(fault, path)];
    case "setDatabaseDown":
      return checkSet(fault.set, [...path, "set"], scenario);
    case "slowReplicas":
      return [
        ...checkSets(fault.sets, path, scenario),
        ...(fault.replica === undefined ? [] : checkReplica(fault.replica, [...path, "replica"], scenario)),
      ];
    case "partitionReplicas":
      return [...checkSets(fault.sets, path, scenario), ...checkPartition(fault, path, scenario)];
    case "loseCache":
      return [...checkSets(fault.sets, path, scenario), ...checkTier(fault, path, scenario)];
    case "congestCarrier":
    case "loseEntry":
      return checkCarrier(fault, path, scenario);
    case "stopConsumers":
      return [...checkQueue(fault.queue, path, scenario), ...checkSets(fault.sets, path, scenario)];
    case "loseMessages":
    case "duplicateMessages":
      return checkQueue(fault.queue, path, scenario);
    case "loseBroker":
      return [
        ...checkQueue(fault.queue, path, scenario),
        ...checkBroker(fault, path, scenario),
        ...checkSets(fault.sets, path, scenario),
      ];
    case "loseIdc":
      return known(fault.idc, [...path, "idc"], "id of a campus", idcIds(scenario), [["regions"]]);
  }
}

function checkRegion(id: string, path: Path, { regions }: Scenario): Finding[] {
  const uses = regions.map((_, i) => ["regions", i, "id"]);
  return known(
    id,
    path,
    "id of a region",
    regions.map((region) => region.id),
    uses,
  );
}

function checkBetween([a, b]: readonly [string, string], path: Path, scenario: Scenario): Finding[] {
  const unknown = [a, b].flatMap((id, end) => checkRegion(id, [...path, "between", end], scenario));
  if (unknown.length > 0 || a !== b) return unknown;
  return [contradiction([...path, "between"], "two different regions")];
}

/** Two campuses of one region, at a time when nothing else parts the copies of their sets. */
function checkCampuses(
  fault: Extract<Fault, { kind: "cutCampuses" }>,
  path: Path,
  scenario: Scenario,
): Finding[] {
  const unknown = fault.between.flatMap((id, end) =>
    known(id, [...path, "between", end], "id of a campus", idcIds(scenario), [["regions"]]),
  );
  if (unknown.length > 0) return unknown;
  const [a, b] = fault.between.map((id) =>
    scenario.regions.findIndex(({ campuses }) => campuses.includes(id)),
  );
  if (a !== b || fault.between[0] === fault.between[1])
    return [contradiction([...path, "between"], "two different campuses of one region", [["regions"]])];
  return checkSides(fault, path, scenario);
}

function known(
  name: string,
  path: Path,
  what: string,
  names: readonly string[],
  uses: readonly Path[],
): Finding[] {
  return names.includes(name) ? [] : [badReference(path, name, what, names, uses)];
}

/** Lists and orders are kept only where the scenario says how. */
function checkQueue(queue: QueueName, path: Path, { queues }: Scenario): Finding[] {
  if (queues[queue] !== undefined) return [];
  return [contradiction([...path, "queue"], `a queue that the scenario has: queues.${queue} is not given`)];
}

function checkBroker(
  fault: { queue: QueueName; broker: number },
  path: Path,
  { queues }: Scenario,
): Finding[] {
  const { count } = (queues[fault.queue] ?? queues.wallet).brokers;
  if (fault.broker < count) return [];
  const uses: Path = ["queues", fault.queue, "brokers", "count"];
  return [contradiction([...path, "broker"], `a broker of the queue, 0 to ${count - 1}`, [uses])];
}

function checkLine(line: string, path: Path, { lines }: Scenario): Finding[] {
  const uses = lines.map((_, i) => ["lines", i, "id"]);
  return known(
    line,
    [...path, "line"],
    "id of a line",
    lines.map(({ id }) => id),
    uses,
  );
}

function checkDegradation(fault: Extract<Fault, { kind: "degradeLine" }>, path: Path): Finding[] {
  const { loss, extraDelay, bandwidth } = fault;
  return loss === undefined && extraDelay === undefined && bandwidth === undefined
    ? [contradiction(path, "loss, extraDelay or bandwidth", [], "a line that gets worse in nothing")]
    : [];
}

function checkGray({ failures, delay }: Extract<Fault, { kind: "graySet" }>, path: Path): Finding[] {
  return failures === undefined && delay === undefined
    ? [contradiction(path, "failures or delay", [], "a set that works badly in nothing")]
    : [];
}

function checkCarrier(
  fault: Extract<Fault, { kind: "congestCarrier" | "loseEntry" }>,
  path: Path,
  scenario: Scenario,
): Finding[] {
  const { entries } = scenario.carriers;
  return [
    ...checkRegion(fault.region, [...path, "region"], scenario),
    ...known(
      fault.carrier,
      [...path, "carrier"],
      "id of a carrier",
      entries.map(({ id }) => id),
      entries.map((_, i) => ["carriers", "entries", i, "id"]),
    ),
  ];
}

function checkSet(set: string, path: Path, scenario: Scenario): Finding[] {
  return known(set, path, "name of a set", setNames(scenario), [["sets", "count"]]);
}

function checkSets(sets: "all" | readonly string[], path: Path, scenario: Scenario): Finding[] {
  if (sets === "all") return [];
  return sets.flatMap((set, i) => checkSet(set, [...path, "sets", i], scenario));
}

function checkPartition(
  fault: Extract<Fault, { kind: "partitionReplicas" }>,
  path: Path,
  scenario: Scenario,
): Finding[] {
  return [
    ...fault.replicas.flatMap((replica, i) => checkReplica(replica, [...path, "replicas", i], scenario)),
    ...checkSides(fault, path, scenario),
  ];
}

/** Two sides are all that a set's copies can be on at a time. */
function checkSides(fault: Fault, path: Path, scenario: Scenario): Finding[] {
  const sets = setsParted(fault, scenario);
  const clash = scenario.faults
    .slice(0, Number(path[1]))
    .findIndex((other) => overlap(other, fault) && shareSet(setsParted(other, scenario), sets));
  if (clash < 0) return [];
  return [
    contradiction([...path, "at"], "a time when no other partition of the set lasts", [["faults", clash]]),
  ];
}

/**
 * The sets whose copies a fault parts: regions that are apart part all that have some in both, campuses those that live in
 * one of them. Sets are dealt over the campuses in turn.
 */
function setsParted(fault: Fault, scenario: Scenario): "all" | readonly string[] {
  const { regions, sets } = scenario;
  if (fault.kind === "partitionReplicas") return fault.sets;
  if (fault.kind === "partitionRegions") return sets.storage.regions !== undefined ? "all" : [];
  if (fault.kind !== "cutCampuses") return [];
  const homes = regions.flatMap(({ orders, campuses }) => (orders === undefined ? campuses : []));
  return setNames(scenario).filter((_, i) => fault.between.includes(homes[i % homes.length] as string));
}

function overlap(a: Fault, b: Fault): boolean {
  const end = (fault: Fault) => (fault.for === undefined ? Number.POSITIVE_INFINITY : fault.at + fault.for);
  return a.at < end(b) && b.at < end(a);
}

function shareSet(a: "all" | readonly string[], b: "all" | readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return a === "all" || b === "all" || a.some((set) => b.includes(set));
}

function checkTier(
  { tier }: Extract<Fault, { kind: "loseCache" }>,
  path: Path,
  { sets }: Scenario,
): Finding[] {
  if (tier !== "backup" || sets.cache.backup !== undefined) return [];
  return [contradiction([...path, "tier"], "a cache that the scenario has: sets.cache.backup is not given")];
}

function checkReplica(replica: number, path: Path, { sets }: Scenario): Finding[] {
  const { replicas } = sets.storage;
  if (replica < replicas) return [];
  return [contradiction(path, `a copy from 0 to ${replicas - 1}`, [["sets", "storage", "replicas"]])];
}
