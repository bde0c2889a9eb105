import type { Scenario } from "../scenario.ts";
import type { Finding, Path } from "./finding.ts";

/** Whatever is spoken of by name has a name of its own. */
export function checkIdentifiers(scenario: Scenario): Finding[] {
  const { regions, carriers, lines, routes, ladder, traffic, budgets } = scenario;
  return [
    ...repeated(regions.map(({ id }, i) => ({ name: id, path: ["regions", i, "id"] }))),
    ...repeated(
      regions.flatMap(({ campuses }, i) =>
        campuses.map((name, j) => ({ name, path: ["regions", i, "campuses", j] })),
      ),
    ),
    ...repeated(carriers.entries.map(({ id }, i) => ({ name: id, path: ["carriers", "entries", i, "id"] }))),
    ...repeated(lines.map(({ id }, i) => ({ name: id, path: ["lines", i, "id"] }))),
    ...repeated(routes.map(({ id }, i) => ({ name: id, path: ["routes", i, "id"] }))),
    ...repeated(budgets.map(({ id }, i) => ({ name: id, path: ["budgets", i, "id"] }))),
    ...repeated(ladder.rungs.map(({ name }, i) => ({ name, path: ["ladder", "rungs", i, "name"] }))),
    ...repeated(
      ladder.access.rungs.map(({ name }, i) => ({ name, path: ["ladder", "access", "rungs", i, "name"] })),
    ),
    ...repeated(
      ladder.access.rungs.map(({ gives }, i) => ({
        name: gives,
        path: ["ladder", "access", "rungs", i, "gives"],
      })),
    ),
    ...repeated(ladder.rungs.map(({ gives }, i) => ({ name: gives, path: ["ladder", "rungs", i, "gives"] }))),
    ...(["shake", "send"] as const).flatMap((step) =>
      repeated(
        traffic[step].rounds.map(({ name }, i) => ({ name, path: ["traffic", step, "rounds", i, "name"] })),
      ),
    ),
  ];
}

function repeated(names: readonly { name: string; path: Path }[]): Finding[] {
  const first = new Map<string, Path>();
  return names.flatMap(({ name, path }): Finding[] => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, path);
      return [];
    }
    return [{ path, complaint: { kind: "duplicate", expected: "a name of its own" }, uses: [before] }];
  });
}
