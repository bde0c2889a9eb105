import { compileDistribution, type DistributionSpec } from "../../kernel/distribution.ts";
import {
  FIGURES_OVER_TIME,
  GROUP_FIGURES,
  LINK_FIGURES,
  SOURCE_FIGURES,
  STATION_FIGURES,
  unitOfFigure,
} from "../../result/lab-figures.ts";
import { badReference, contradiction, type Finding, type Path } from "../checks/finding.ts";
import type { LabScenario, LabSource, LabStation } from "./lab-scenario.ts";

/** What is wrong with a lab as a whole: names of nothing, and keys that could have no effect. */
export function checkLab(lab: LabScenario): Finding[] {
  return [
    ...checkNames(lab),
    ...lab.sources.flatMap((source, i) => checkSource(source, ["sources", i], lab)),
    ...lab.stations.flatMap(({ copies, choose }, i) =>
      copies === 1 && choose !== "random"
        ? [
            contradiction(["stations", i, "choose"], "several copies to choose from", [
              ["stations", i, "copies"],
            ]),
          ]
        : [],
    ),
    ...lab.stations.flatMap((station, i) => checkOutages(station, ["stations", i, "outages"])),
    ...lab.stations.flatMap((station, i) => {
      const patient = station.discipline === "ps" && station.patience !== undefined;
      const at: Path = ["stations", i, "patience"];
      return patient
        ? [contradiction(at, "no patience where nobody waits", [["stations", i, "discipline"]])]
        : [];
    }),
    ...lab.replicaGroups.flatMap((group, i) =>
      (["write", "read"] as const)
        .filter((quorum) => group[quorum] > group.replicas)
        .map((quorum) =>
          contradiction(["replicaGroups", i, quorum], `at most the ${group.replicas} replicas`, [
            ["replicaGroups", i, "replicas"],
          ]),
        ),
    ),
    ...checkExact(lab),
  ];
}

/** Outages come one after another; servers that are shared cannot stop. */
function checkOutages({ outages, discipline }: LabStation, at: Path): Finding[] {
  if (discipline === "ps" && outages.length > 0)
    return [contradiction(at, "no outages of servers that are shared", [[...at.slice(0, -1), "discipline"]])];
  return outages.flatMap(({ from, to }, i): Finding[] => {
    if (to <= from) return [contradiction([...at, i, "to"], "an end after from", [[...at, i, "from"]])];
    const before = outages[i - 1];
    if (before === undefined || before.to <= from) return [];
    return [contradiction([...at, i, "from"], "a time after the outage before", [[...at, i - 1, "to"]])];
  });
}

/** All are spoken of by name, so no two have the same. */
function checkNames({ sources, stations, replicaGroups, links }: LabScenario): Finding[] {
  const first = new Map<string, Path>();
  const all = [
    ...stations.map(({ id }, i) => ({ id, path: ["stations", i, "id"] })),
    ...replicaGroups.map(({ id }, i) => ({ id, path: ["replicaGroups", i, "id"] })),
    ...links.map(({ id }, i) => ({ id, path: ["links", i, "id"] })),
    ...sources.map(({ id }, i) => ({ id, path: ["sources", i, "id"] })),
  ];
  return all.flatMap(({ id, path }): Finding[] => {
    const before = first.get(id);
    if (before !== undefined)
      return [{ path, complaint: { kind: "duplicate", expected: "a name of its own" }, uses: [before] }];
    first.set(id, path);
    return [];
  });
}

function checkSource(
  source: LabSource,
  at: Path,
  { stations, replicaGroups, links }: LabScenario,
): Finding[] {
  const known = [...stations, ...replicaGroups, ...links].map(({ id }) => id);
  const names: Path[] = [
    ...stations.map((_, i) => ["stations", i, "id"]),
    ...replicaGroups.map((_, i) => ["replicaGroups", i, "id"]),
    ...links.map((_, i) => ["links", i, "id"]),
  ];
  const lost = source.path.flatMap((id, i) =>
    known.includes(id)
      ? []
      : [badReference([...at, "path", i], id, "id of a station, replica group or link", known, names)],
  );
  const byPriority = source.path.some((id) =>
    stations.some((station) => station.id === id && station.discipline === "priority"),
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
  return [...checkArrivals(source, [...at, "arrivals"]), ...lost, ...idle];
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

/** A part's figures, and the moments at which it is looked at. */
interface Looked {
  kind: "source" | "station" | "group" | "link";
  figures: readonly string[];
  moments: readonly number[];
}

function checkExact(lab: LabScenario): Finding[] {
  const parts = new Map<string, Looked>([
    ...lab.sources.map(
      ({ id, sentAt }) => [id, { kind: "source", figures: SOURCE_FIGURES, moments: sentAt }] as const,
    ),
    ...lab.stations.map(
      ({ id, presentAt }) => [id, { kind: "station", figures: STATION_FIGURES, moments: presentAt }] as const,
    ),
    ...lab.replicaGroups.map(
      ({ id, readAfter }) => [id, { kind: "group", figures: GROUP_FIGURES, moments: readAfter }] as const,
    ),
    ...lab.links.map(({ id }) => [id, { kind: "link", figures: LINK_FIGURES, moments: [] }] as const),
  ]);
  return lab.exact.flatMap(({ of, figure, is, at: moment }, i): Finding[] => {
    const at = ["exact", i];
    const part = parts.get(of);
    if (part === undefined) {
      const uses = [["sources"], ["stations"], ["replicaGroups"], ["links"]];
      return [badReference([...at, "of"], of, "id of a part", [...parts.keys()], uses)];
    }
    const { figures, moments } = part;
    if (!figures.includes(figure))
      return [badReference([...at, "figure"], figure, `name of a figure of ${of}`, figures, [[...at, "of"]])];
    const isTime = unitOfFigure(figure) === "ms";
    if (is.isTime !== isTime) {
      const expected = isTime ? "a duration: the figure is a time" : "a bare number: the figure is no time";
      return [contradiction([...at, "is"], expected, [[...at, "figure"]])];
    }
    if (moment === undefined)
      return figure === "fresh" ? [contradiction([...at, "figure"], "at, which reads are meant")] : [];
    const overTime = FIGURES_OVER_TIME[part.kind].includes(figure);
    if (overTime && moments.includes(moment)) return [];
    const expected = overTime
      ? `one of the moments that ${of} is looked at`
      : "no at: the figure is not one over time";
    return [
      contradiction([...at, "at"], expected, [
        [...at, "of"],
        [...at, "figure"],
      ]),
    ];
  });
}
