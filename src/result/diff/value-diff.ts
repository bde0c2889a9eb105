import { valueText } from "./value-text.ts";

/** What differs between two values of JSON. */
export interface ValueDiff {
  values: number;
  differing: number;
  /** The first in the order of the documents. */
  first: { path: string; a: string; b: string } | null;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Walks two JSON values side by side. A member or item that one side lacks is one difference, however much there is in it.
 *
 * @param passed paths at the top that are not looked at.
 */
export function valueDiff(a: unknown, b: unknown, passed: readonly string[] = []): ValueDiff {
  const diff: ValueDiff = { values: 0, differing: 0, first: null };
  const path: string[] = [];
  const walk = (one: unknown, other: unknown): void => {
    if (Array.isArray(one) && Array.isArray(other)) {
      for (let i = 0; i < Math.max(one.length, other.length); i++)
        step(`[${i}]`, i < one.length ? one[i] : undefined, i < other.length ? other[i] : undefined);
      return;
    }
    if (isMembers(one) && isMembers(other)) {
      for (const name of new Set([...Object.keys(one), ...Object.keys(other)]))
        if (path.length > 0 || !passed.includes(name))
          step(path.length === 0 ? name : `.${name}`, ownOf(one, name), ownOf(other, name));
      return;
    }
    diff.values++;
    if (Object.is(one, other) || (one === 0 && other === 0)) return;
    diff.differing++;
    diff.first ??= { path: path.join(""), a: valueText(one), b: valueText(other) };
  };
  const step = (segment: string, one: unknown, other: unknown): void => {
    path.push(segment);
    walk(one, other);
    path.pop();
  };
  walk(a, b);
  return diff;
}

/** A member by its own name only: "__proto__" is a name like any other. */
function ownOf(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function isMembers(value: unknown): value is Members {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
