import { compileDistribution, type DistributionSpec } from "../../kernel/distribution.ts";
import { SOURCE_FIGURES, STATION_FIGURES, unitOfFigure } from "../../result/lab-figures.ts";
import { badReference, contradiction, type Finding, type Path } from "../checks/finding.ts";
import type { LabScenario, LabSource } from "./lab-scenario.ts";

/** What is wrong with a lab as a whole: names of nothing, and keys that could have no effect. */
export function checkLab(lab: LabScenario): Finding[] {
  return [
    ...checkNames(lab),
    ...lab.sources.flatMap((source, i) => checkSource(source, ["sources", i], lab)),
    ...lab.stations.flatMap((station, i) => {
      const patient = station.discipline === "ps" && station.patience !== undefined;
      const at: Path = ["stations", i, "patience"];
      return patient
        ? [contradiction(at, "no patience where nobody waits", [["stations", i, "discipline"]])]
        : [];
    }),
    ...checkExact(lab),
  ];
}

/** Sources and stations are spoken of by name, so no two have the same. */
function checkNames({ sources, stations }: LabScenario): Finding[] {
  const first = new Map<string, Path>();
  const all = [
    ...stations.map(({ id }, i) => ({ id, path: ["stations", i, "id"] })),
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

function checkSource(source: LabSource, at: Path, { stations }: LabScenario): Finding[] {
  const known = stations.map(({ id }) => id);
  const names: Path[] = stations.map((_, i) => ["stations", i, "id"]);
  const lost = source.path.flatMap((id, i) =>
    known.includes(id) ? [] : [badReference([...at, "path", i], id, "id of a station", known, names)],
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

const KINDS = ["poisson", "renewal", "closed"] as const;

function checkArrivals({ arrivals }: LabSource, at: Path): Finding[] {
  const given = KINDS.filter((kind) => arrivals[kind] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? "none" : given.join(" and ");
    return [contradiction(at, "one of poisson, renewal and closed", [], found)];
  }
  const { renewal, closed, batch } = arrivals;
  const batched =
    closed !== undefined && batch !== undefined
      ? [contradiction([...at, "batch"], "no batch of closed clients, who send one at a time")]
      : [];
  // With gaps that are all zero, time would stand still.
  const still = [
    ...(renewal !== undefined && !lasts(renewal) ? [[...at, "renewal"]] : []),
    ...(closed !== undefined && !lasts(closed.think) ? [[...at, "closed", "think"]] : []),
  ].map((path) => contradiction(path, "a law whose mean is above zero"));
  return [...batched, ...still];
}

function lasts(law: DistributionSpec): boolean {
  return compileDistribution(law).mean > 0;
}

function checkExact({ exact, sources, stations }: LabScenario): Finding[] {
  const known = [...sources, ...stations].map(({ id }) => id);
  return exact.flatMap(({ of, figure, is }, i): Finding[] => {
    const at = ["exact", i];
    if (!known.includes(of))
      return [
        badReference([...at, "of"], of, "id of a source or station", known, [["sources"], ["stations"]]),
      ];
    const figures: readonly string[] = stations.some(({ id }) => id === of)
      ? STATION_FIGURES
      : SOURCE_FIGURES;
    if (!figures.includes(figure))
      return [badReference([...at, "figure"], figure, `name of a figure of ${of}`, figures, [[...at, "of"]])];
    const isTime = unitOfFigure(figure) === "ms";
    if (is.isTime === isTime) return [];
    const expected = isTime ? "a duration: the figure is a time" : "a bare number: the figure is no time";
    return [contradiction([...at, "is"], expected, [[...at, "figure"]])];
  });
}
