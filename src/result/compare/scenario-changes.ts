/** A value of the scenario that differs between two sides, as text. */
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

/** Members under their names; a name that comes again (two faults of one kind) is counted. */
function named(list: readonly unknown[]): [string, unknown][] {
  const times = new Map<string, number>();
  return list.map((item, i) => {
    const key = keyOf(item, i);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return [time === 1 ? key : `${key} (${time})`, item];
  });
}

function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (value === null || typeof value !== "object") return into.set(path, JSON.stringify(value) ?? "");
  const members = Array.isArray(value) ? named(value) : Object.entries(value);
  if (members.length === 0) return into.set(path, Array.isArray(value) ? "none" : "{}");
  const simple = Array.isArray(value) && value.every((item) => item === null || typeof item !== "object");
  if (simple) return into.set(path, JSON.stringify(value));
  for (const [name, of] of members) leaves(of, path === "" ? name : `${path}.${name}`, into);
  return into;
}

/** A scenario with all its defaults, and how its values are written in a scenario file where that is known. */
export interface ResolvedScenario {
  readonly resolved: unknown;
  readonly assumptions: readonly { readonly path: string; readonly value: string }[];
}

/** Every value of the resolved scenario that is not the same in both, in the order of the later one. */
export function scenarioChanges(before: ResolvedScenario, after: ResolvedScenario): ScenarioChange[] {
  const [a, b] = [leaves(before.resolved, "", new Map()), leaves(after.resolved, "", new Map())];
  const [saidA, saidB] = [written(before), written(after)];
  const paths = [...b.keys(), ...[...a.keys()].filter((path) => !b.has(path))];
  return paths
    .filter((path) => a.get(path) !== b.get(path))
    .map((path) => ({
      path,
      before: a.has(path) ? (saidA.get(path) ?? a.get(path) ?? ABSENT) : ABSENT,
      after: b.has(path) ? (saidB.get(path) ?? b.get(path) ?? ABSENT) : ABSENT,
    }));
}

function written({ assumptions }: ResolvedScenario): Map<string, string> {
  return new Map(assumptions.map(({ path, value }) => [path, value]));
}
