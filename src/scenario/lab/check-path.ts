import { badReference, contradiction, type Finding, type Path } from "../checks/finding.ts";
import { quoted } from "../located.ts";
import { type LabScenario, type LabSource, packetsOf } from "./lab-scenario.ts";
import { everyStep, type LabStep, type PlainLabStep } from "./path.ts";

/** What the steps of a source's path may name, and where in the file those names stand. */
interface Known {
  stops: readonly string[];
  stations: readonly string[];
  places: readonly Path[];
}

/** What is wrong with a source's path: names of nothing, steps that say two things or none. */
export function checkPath({ path }: LabSource, at: Path, lab: LabScenario): Finding[] {
  const { stations, replicaGroups, links } = lab;
  const packets = packetsOf(lab);
  const known: Known = {
    stops: [...stations, ...replicaGroups, ...links, ...packets.map((of) => of.packets)].map(({ id }) => id),
    stations: stations.map(({ id }) => id),
    places: [
      ...stations.map((_, i) => ["stations", i, "id"]),
      ...replicaGroups.map((_, i) => ["replicaGroups", i, "id"]),
      ...links.map((_, i) => ["links", i, "id"]),
      ...packets.map((of) => [...of.path, "id"]),
    ],
  };
  return path.flatMap((step, i) => checkStep(step, [...at, i], known));
}

/** Every stop that a path can lead to. */
export function stopsOf(path: readonly LabStep[]): string[] {
  return everyStep(path).flatMap(({ call, of = [] }) => (call === undefined ? of : [call]));
}

function checkStep(step: LabStep, at: Path, known: Known): Finding[] {
  const { oneOf = [], allOf = [], need } = step;
  const weights = oneOf.reduce((sum, { weight }) => sum + weight, 0);
  return [
    ...checkKinds(step, ["call", "choose", "oneOf", "allOf"], at),
    ...checkPlain(step, at, known),
    ...(oneOf.length > 0 && Math.abs(weights - 1) > 1e-9
      ? [contradiction([...at, "oneOf"], "weights that add up to 100%")]
      : []),
    ...oneOf.flatMap(({ path }, i) => checkPlainPath(path, [...at, "oneOf", i, "path"], known)),
    ...allOf.flatMap((path, i) => checkPlainPath(path, [...at, "allOf", i], known)),
    ...(need === undefined || (step.allOf !== undefined && need <= allOf.length)
      ? []
      : [contradiction([...at, "need"], `at most the ${allOf.length} ways of allOf`, [[...at, "allOf"]])]),
  ];
}

function checkPlainPath(path: readonly PlainLabStep[], at: Path, known: Known): Finding[] {
  return path.flatMap((step, i) => [
    ...checkKinds(step, ["call", "choose"], [...at, i]),
    ...checkPlain(step, [...at, i], known),
  ]);
}

/** A step says one thing. */
function checkKinds<T extends PlainLabStep>(
  step: T,
  kinds: readonly (keyof T & string)[],
  at: Path,
): Finding[] {
  const given = kinds.filter((kind) => step[kind] !== undefined);
  if (given.length === 1) return [];
  const found = given.length === 0 ? "none" : given.join(" and ");
  return [contradiction(at, `one of ${kinds.join(", ")}`, [], found)];
}

function checkPlain({ call, choose, of, points, times }: PlainLabStep, at: Path, known: Known): Finding[] {
  const findings: Finding[] = [];
  // A bare name has no key of its own to point to.
  const callAt = times === 1 ? at : [...at, "call"];
  if (call !== undefined && !known.stops.includes(call))
    findings.push(lost(call, callAt, "id of a station, replica group, link or packets", known.stops, known));
  of?.forEach((id, i) => {
    if (!known.stations.includes(id))
      findings.push(lost(id, [...at, "of", i], "id of a station", known.stations, known));
  });
  if ((choose === undefined) !== (of === undefined))
    findings.push(
      choose === undefined
        ? contradiction([...at, "of"], "choose beside it")
        : contradiction([...at, "choose"], "of beside it: the stations to choose"),
    );
  if (points !== undefined && choose !== "ring")
    findings.push(contradiction([...at, "points"], "no points without choose: ring", [[...at, "choose"]]));
  return findings;
}

function lost(id: string, at: Path, what: string, ids: readonly string[], { places }: Known): Finding {
  const finding = badReference(at, id, what, ids, places);
  return { ...finding, complaint: { ...finding.complaint, found: quoted(id) } };
}
