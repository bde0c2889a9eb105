import type { z } from "zod";
import { childOf, type Located, type LocatedList, type LocatedMap, type LocatedMember } from "./located.ts";
import { discriminatorOf, elementOf, leafOf, membersOf } from "./schema-walk.ts";

type Schema = z.core.$ZodType;

/**
 * `over` laid on `base`: maps are merged member by member, `key: null` removes the member, lists of things with an
 * id are merged by id, everything else is replaced. What the schema takes as one value (a distribution) is replaced
 * whole, as is a shape whose `kind` changes. Every value keeps the place where it was written.
 */
export function merged(base: Located, over: Located, schema: Schema | undefined): Located {
  if (base.kind === "map" && over.kind === "map" && !replacedWhole(base, over, schema))
    return mergedMaps(base, over, schema);
  if (base.kind === "list" && over.kind === "list" && haveIds(base) && haveIds(over))
    return mergedById(base, over, schema && elementOf(schema));
  return over;
}

function replacedWhole(base: LocatedMap, over: LocatedMap, schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  if (leafOf(schema) !== undefined) return true;
  const key = discriminatorOf(schema);
  const kind = key === undefined ? undefined : wordAt(over, key);
  return key !== undefined && kind !== undefined && kind !== wordAt(base, key);
}

function mergedMaps(base: LocatedMap, over: LocatedMap, schema: Schema | undefined): Located {
  const members = new Map<string, LocatedMember>(base.members);
  const schemas = schema && membersOf(schema, (key) => wordAt(over, key) ?? wordAt(base, key));
  for (const [key, member] of over.members) {
    const below = base.members.get(key);
    if (below === undefined) members.set(key, member);
    else if (isNull(member.value)) members.delete(key);
    else members.set(key, { ...member, value: merged(below.value, member.value, ownMember(schemas, key)) });
  }
  return { kind: "map", members, at: over.at };
}

function ownMember(schemas: Readonly<Record<string, Schema>> | undefined, key: string): Schema | undefined {
  return schemas !== undefined && Object.hasOwn(schemas, key) ? schemas[key] : undefined;
}

function mergedById(base: LocatedList, over: LocatedList, element: Schema | undefined): Located {
  const items = new Map(base.items.map((item) => [wordAt(item, "id"), item]));
  for (const item of over.items) {
    const below = items.get(wordAt(item, "id"));
    items.set(wordAt(item, "id"), below === undefined ? item : merged(below, item, element));
  }
  return { kind: "list", items: [...items.values()], at: over.at };
}

/** Whether every element has an id of its own; a list with the same id twice is left for the checks to refuse. */
function haveIds({ items }: LocatedList): boolean {
  const ids = new Set(items.map((item) => wordAt(item, "id")));
  return items.length > 0 && ids.size === items.length && !ids.has(undefined);
}

function isNull(node: Located): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The text at a key of a map, or undefined. */
export function wordAt(node: Located, key: string): string | undefined {
  const word = childOf(node, key);
  return word?.kind === "scalar" && typeof word.value === "string" ? word.value : undefined;
}
