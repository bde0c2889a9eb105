import type { z } from "zod";
import { schemaAt } from "./issues.ts";
import { type Located, locatedAt, nodeAt, plainValue } from "./located.ts";
import { exampleOf, leafOf } from "./schema-walk.ts";

/** A tree in which broken values have been replaced by valid ones, so that the rest can still be judged. */
export interface Repaired<T> {
  value: T;
  tree: Located;
  /** Paths of what was replaced: nothing may be concluded from them. */
  touched: PropertyKey[][];
}

/** Each round mends what the one before brought to light (a missing map, then its missing members). */
const ROUNDS_MAX = 6;

/** Mends a tree that the schema refuses, or undefined where that does not work out. */
export function repaired<T>(tree: Located, schema: z.ZodType<T>): Repaired<T> | undefined {
  const touched: PropertyKey[][] = [];
  let at = tree;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const parsed = schema.safeParse(plainValue(at));
    if (parsed.success) return { value: parsed.data, tree: at, touched };
    for (const issue of parsed.error.issues) {
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) at = withValue(at, [...issue.path, key], undefined);
      } else {
        const path = leafPath(issue.path, at, schema);
        const below = schemaAt(schema, at, path);
        if (below === undefined) return undefined;
        at = withValue(at, path, locatedAt(exampleOf(below), at.at));
        touched.push(path);
      }
    }
  }
  return undefined;
}

/** The shortest beginning of a path that is a leaf: a distribution is replaced whole. */
function leafPath(path: readonly PropertyKey[], root: Located, schema: z.core.$ZodType): PropertyKey[] {
  for (let length = 1; length < path.length; length++) {
    const beginning = path.slice(0, length);
    if (leafOf(schemaAt(schema, root, beginning)) !== undefined) return beginning;
  }
  return [...path];
}

function withValue(node: Located, path: readonly PropertyKey[], value: Located | undefined): Located {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? node;
  if (node.kind === "list") {
    const index = Number(key);
    const items = node.items.map((item, i) => (i === index ? withValue(item, rest, value) : item));
    return { ...node, items: index < items.length || value === undefined ? items : [...items, value] };
  }
  const members = new Map(node.kind === "map" ? node.members : []);
  const name = String(key);
  const existing = nodeAt(node, [name]) ?? { kind: "map", members: new Map(), at: node.at };
  if (rest.length === 0 && value === undefined) members.delete(name);
  else
    members.set(name, {
      keyAt: members.get(name)?.keyAt ?? node.at,
      value: withValue(existing, rest, value),
    });
  return { kind: "map", members, at: node.at };
}
