import { compileDistribution, type DistributionSpec } from "../../kernel/distribution.ts";
import { contradiction, type Finding, type Path } from "../checks/finding.ts";
import { checkFigures } from "./check-figures.ts";
import { checkPath, stopsOf } from "./check-path.ts";
import { checkStation } from "./check-station.ts";
import { type LabLink, type LabScenario, type LabSource, packetsOf } from "./lab-scenario.ts";

/** What is wrong with a lab as a whole: names of nothing, and keys that could have no effect. */
export function checkLab(lab: LabScenario): Finding[] {
  return [
    ...checkNames(lab),
    ...lab.sources.flatMap((source, i) => checkSource(source, ["sources", i], lab)),
    ...lab.stations.flatMap((station, i) => checkStation(station, ["stations", i])),
    ...lab.replicaGroups.flatMap((group, i) =>
      (["write", "read"] as const).flatMap((quorum) => checkQuorum(group, quorum, ["replicaGroups", i])),
    ),
    ...lab.links.flatMap((link, i) => checkLoss(link, ["links", i])),
    ...lab.sets.flatMap(({ database }, i) => checkQuorum(database, "write", ["sets", i, "database"])),
    ...checkFigures(lab),
  ];
}

/** No more answers can be asked for than there are replicas. */
function checkQuorum<Quorum extends "write" | "read">(
  group: { replicas: number } & Record<Quorum, number>,
  quorum: Quorum,
  at: Path,
): Finding[] {
  if (group[quorum] <= group.replicas) return [];
  return [contradiction([...at, quorum], `at most the ${group.replicas} replicas`, [[...at, "replicas"]])];
}

/** Where every second message is lost and more, doubling timeouts have no end. */
const LOSS_MAX = 0.5;

function checkLoss({ loss, bursts, retransmit }: LabLink, at: Path): Finding[] {
  const uses = [[...at, "retransmit"]];
  if (retransmit === undefined) return [];
  if (loss === 0 && bursts === undefined)
    return [contradiction([...at, "retransmit"], "loss or bursts, of which something is sent again", uses)];
  return [
    ...(loss > LOSS_MAX ? [contradiction([...at, "loss"], "at most 50% with retransmit", uses)] : []),
    ...(bursts !== undefined && bursts.lossGood > LOSS_MAX
      ? [contradiction([...at, "bursts", "lossGood"], "at most 50% with retransmit", uses)]
      : []),
  ];
}

/** All are spoken of by name, so no two have the same. */
function checkNames(lab: LabScenario): Finding[] {
  const { sources, stations, replicaGroups, links, sets } = lab;
  const first = new Map<string, Path>();
  const all = [
    ...stations.map(({ id }, i) => ({ id, path: ["stations", i, "id"] })),
    ...replicaGroups.map(({ id }, i) => ({ id, path: ["replicaGroups", i, "id"] })),
    ...links.map(({ id }, i) => ({ id, path: ["links", i, "id"] })),
    ...sources.map(({ id }, i) => ({ id, path: ["sources", i, "id"] })),
    ...sets.map(({ id }, i) => ({ id, path: ["sets", i, "id"] })),
    ...packetsOf(lab).map(({ packets, path }) => ({ id: packets.id, path: [...path, "id"] })),
  ];
  return all.flatMap(({ id, path }): Finding[] => {
    const before = first.get(id);
    if (before !== undefined)
      return [{ path, complaint: { kind: "duplicate", expected: "a name of its own" }, uses: [before] }];
    first.set(id, path);
    return [];
  });
}

function checkSource(source: LabSource, at: Path, lab: LabScenario): Finding[] {
  const { stations } = lab;
  const stops = stopsOf(source.path);
  const byPriority = stations.some(
    ({ id, discipline, overload }) =>
      (discipline === "priority" || overload !== undefined) && stops.includes(id),
  );
  const idle =
    source.priority === 0 || byPriority
      ? []
      : [
          contradiction([...at, "priority"], "0, or a station on the path that serves by priority", [
            [...at, "path"],
            ["stations"],
          ]),
        ];
  return [...checkArrivals(source, [...at, "arrivals"]), ...checkPath(source, [...at, "path"], lab), ...idle];
}

const KINDS = ["poisson", "renewal", "sinusoid", "curve", "closed"] as const;

function checkArrivals({ arrivals }: LabSource, at: Path): Finding[] {
  const given = KINDS.filter((kind) => arrivals[kind] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? "none" : given.join(" and ");
    return [contradiction(at, "one of poisson, renewal, sinusoid, curve and closed", [], found)];
  }
  const { renewal, closed, batch, sinusoid, curve = [] } = arrivals;
  const swings =
    sinusoid !== undefined && sinusoid.amplitude > sinusoid.mean
      ? [contradiction([...at, "sinusoid", "amplitude"], "at most the mean", [[...at, "sinusoid", "mean"]])]
      : [];
  const backwards = curve.flatMap(({ from, to }, i) =>
    from < to
      ? []
      : [contradiction([...at, "curve", i, "to"], "an end after from", [[...at, "curve", i, "from"]])],
  );
  const batched =
    closed !== undefined && batch !== undefined
      ? [contradiction([...at, "batch"], "no batch of closed clients, who send one at a time")]
      : [];
  // With gaps that are all zero, time would stand still.
  const still = [
    ...(renewal !== undefined && !lasts(renewal) ? [[...at, "renewal"]] : []),
    ...(closed !== undefined && !lasts(closed.think) ? [[...at, "closed", "think"]] : []),
  ].map((path) => contradiction(path, "a law whose mean is above zero"));
  return [...batched, ...still, ...swings, ...backwards];
}

function lasts(law: DistributionSpec): boolean {
  return compileDistribution(law).mean > 0;
}
