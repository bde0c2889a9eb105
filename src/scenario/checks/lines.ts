import type { Scenario } from "../scenario.ts";
import { badReference, contradiction, type Finding, type Path } from "./finding.ts";

type Pair = readonly [string, string];

/** Lines and routes join regions that exist; each two regions have one route, each line is of use. */
export function checkLines(scenario: Scenario): Finding[] {
  const { lines, routes } = scenario;
  return [
    ...lines.flatMap(({ between }, i) => checkEnds(between, ["lines", i, "between"], scenario)),
    ...routes.flatMap(({ between }, i) => checkEnds(between, ["routes", i, "between"], scenario)),
    ...routes.flatMap((_, i) => checkRoute(i, scenario)),
    ...routes.flatMap((_, i) => checkVia(i, scenario)),
    ...routes.flatMap((_, i) => checkQuality(i, scenario)),
    ...checkCoverage(scenario),
    ...checkUse(scenario),
  ];
}

function checkEnds(between: Pair, path: Path, scenario: Scenario): Finding[] {
  const ids = scenario.regions.map(({ id }) => id);
  const uses = idPaths("regions", ids.length);
  const unknown = between.flatMap((id, end) =>
    ids.includes(id) ? [] : [badReference([...path, end], id, "id of a region", ids, uses)],
  );
  return unknown.length === 0 && between[0] === between[1]
    ? [contradiction(path, "two different regions")]
    : unknown;
}

function checkRoute(index: number, scenario: Scenario): Finding[] {
  const { routes, lines } = scenario;
  const route = routes[index];
  if (route === undefined) return [];
  const ids = lines.map(({ id }) => id);
  const uses = idPaths("lines", ids.length);
  return route.lines.flatMap((id, i): Finding[] => {
    const path: Path = ["routes", index, "lines", i];
    const at = ids.indexOf(id);
    const line = lines[at];
    if (line === undefined) return [badReference(path, id, "id of a line", ids, uses)];
    if (route.lines.indexOf(id) < i)
      return [{ path, complaint: { kind: "duplicate", expected: "each line once" }, uses: [] }];
    // Ends that are wrong themselves have been told already.
    if (checkEnds(line.between, [], scenario).length > 0 || samePair(line.between, route.between)) return [];
    const ends = `a line between ${route.between.join(" and ")}`;
    return [contradiction(path, ends, [...uses, ["lines", at, "between"], ["routes", index, "between"]])];
  });
}

/** A way round leads through a third region. */
function checkVia(index: number, { routes, regions }: Scenario): Finding[] {
  const route = routes[index];
  if (route === undefined) return [];
  const ids = regions.map(({ id }) => id);
  const uses = idPaths("regions", ids.length);
  return route.via.flatMap((id, i): Finding[] => {
    const path: Path = ["routes", index, "via", i];
    if (!ids.includes(id)) return [badReference(path, id, "id of a region", ids, uses)];
    if (route.via.indexOf(id) < i)
      return [{ path, complaint: { kind: "duplicate", expected: "each region once" }, uses: [] }];
    if (!route.between.includes(id)) return [];
    return [contradiction(path, "a region at neither end of the route", [["routes", index, "between"]])];
  });
}

function checkQuality(index: number, { routes }: Scenario): Finding[] {
  const quality = routes[index]?.quality;
  if (quality?.kind !== "probes") return [];
  const at: Path = ["routes", index, "quality"];
  const findings: Finding[] = [];
  if (quality.window < quality.every)
    findings.push(
      contradiction([...at, "window"], "at least the time between two probes", [[...at, "every"]]),
    );
  if (quality.clear >= quality.brown)
    findings.push(contradiction([...at, "clear"], "a share below brown", [[...at, "brown"]]));
  return findings;
}

/** Two regions without a route could never talk; with two routes the second would never be used. */
function checkCoverage({ regions, routes }: Scenario): Finding[] {
  const uses: Path[] = [
    ...idPaths("regions", regions.length),
    ...routes.map((_, i) => ["routes", i, "between"]),
  ];
  const doubles = routes.flatMap(({ between }, i) =>
    routes.findIndex((other) => samePair(other.between, between)) < i
      ? [contradiction(["routes", i, "between"], "one route between two regions", uses)]
      : [],
  );
  const missing = regions.flatMap(({ id: a }, i) =>
    regions.slice(i + 1).flatMap(({ id: b }) => {
      if (a === b || routes.some(({ between }) => samePair(between, [a, b]))) return [];
      return [contradiction(["routes"], `a route between ${a} and ${b}`, uses, "none")];
    }),
  );
  return [...doubles, ...missing];
}

function checkUse({ lines, routes }: Scenario): Finding[] {
  return lines.flatMap(({ id }, i) =>
    routes.some((route) => route.lines.includes(id))
      ? []
      : [contradiction(["lines", i, "id"], "a line that some route uses", [["routes"]])],
  );
}

function samePair(a: Pair, b: Pair): boolean {
  return (a[0] === b[0] && a[1] === b[1]) || (a[0] === b[1] && a[1] === b[0]);
}

function idPaths(list: string, length: number): Path[] {
  return Array.from({ length }, (_, i) => [list, i, "id"]);
}
