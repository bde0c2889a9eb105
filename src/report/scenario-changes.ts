import type { Result } from "../result/result.ts";

/** A value of the scenario that differs between two runs, as text. */
export interface ScenarioChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const ABSENT = "not there";

/** Lists whose members have an id or a name are compared by it: one set more does not move all that follow. */
function keyOf(value: unknown, index: number): string {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    const named = value as { id?: unknown; name?: unknown };
    if (typeof named.id === "string") return named.id;
    if (typeof named.name === "string") return named.name;
  }
  return String(index);
}

function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (value === null || typeof value !== "object") return into.set(path, JSON.stringify(value) ?? "");
  const members = Array.isArray(value)
    ? value.map((item, i) => [keyOf(item, i), item] as const)
    : Object.entries(value);
  if (members.length === 0) return into.set(path, Array.isArray(value) ? "none" : "{}");
  const simple = Array.isArray(value) && value.every((item) => item === null || typeof item !== "object");
  if (simple) return into.set(path, JSON.stringify(value));
  for (const [name, of] of members) leaves(of, path === "" ? name : `${path}.${name}`, into);
  return into;
}

/** How a value is written in a scenario file, where the result lists it as a parameter. */
function written(result: Result): Map<string, string> {
  return new Map(result.scenario.assumptions.map(({ path, value }) => [path, value]));
}

/** Every value of the resolved scenario that is not the same in both, in the order of the later one. */
export function scenarioChanges(before: Result, after: Result): ScenarioChange[] {
  const [a, b] = [before, after].map((result) => leaves(result.scenario.resolved, "", new Map()));
  const [saidA, saidB] = [written(before), written(after)];
  if (a === undefined || b === undefined) return [];
  const paths = [...b.keys(), ...[...a.keys()].filter((path) => !b.has(path))];
  return paths
    .filter((path) => a.get(path) !== b.get(path))
    .map((path) => ({
      path,
      before: a.has(path) ? (saidA.get(path) ?? a.get(path) ?? ABSENT) : ABSENT,
      after: b.has(path) ? (saidB.get(path) ?? b.get(path) ?? ABSENT) : ABSENT,
    }));
}
