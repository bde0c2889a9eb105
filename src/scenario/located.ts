/** Where a piece of text stands: a file with line and column from 1, or a flag. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A YAML tree in which every value knows where it was written, also after files have been merged. */
export type Located = LocatedScalar | LocatedMap | LocatedList;

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As written. */
  readonly text: string;
  readonly at: Place;
}

export interface LocatedMap {
  readonly kind: "map";
  /** A Map and not an object: keys such as __proto__ are only keys. */
  readonly members: ReadonlyMap<string, LocatedMember>;
  readonly at: Place;
}

export interface LocatedMember {
  readonly keyAt: Place;
  readonly value: Located;
}

export interface LocatedList {
  readonly kind: "list";
  readonly items: readonly Located[];
  readonly at: Place;
}

/** The plain value that the schema reads. */
export function plainValue(node: Located): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainValue);
    case "map": {
      // No prototype: a key named __proto__ stays a key, and is then refused like any other unknown one.
      const plain: Record<string, unknown> = Object.create(null);
      for (const [key, { value }] of node.members) plain[key] = plainValue(value);
      return plain;
    }
  }
}

/** A plain value (a default in the file language) as a tree that stands at one place. */
export function locatedAt(value: unknown, at: Place): Located {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => locatedAt(item, at)), at };
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => [key, { keyAt: at, value: locatedAt(member, at) }] as const,
    );
    return { kind: "map", members: new Map(members), at };
  }
  const scalar = value as LocatedScalar["value"];
  return { kind: "scalar", value: scalar, text: String(scalar), at };
}

/** The node one step below, or undefined. */
export function childOf(node: Located | undefined, key: PropertyKey): Located | undefined {
  if (node?.kind === "map") return node.members.get(String(key))?.value;
  if (node?.kind === "list") return node.items[Number(key)];
  return undefined;
}

/** The node at a path, or undefined. */
export function nodeAt(root: Located | undefined, path: readonly PropertyKey[]): Located | undefined {
  return path.reduce<Located | undefined>(childOf, root);
}

/** Where the value at a path stands; for what is not in the file, its nearest parent. */
export function placeOf(root: Located, path: readonly PropertyKey[]): Place {
  let node = root;
  for (const key of path) {
    const below = childOf(node, key);
    if (below === undefined) break;
    node = below;
  }
  return node.at;
}

/** Where the last key of a path stands. */
export function keyPlaceOf(root: Located, path: readonly PropertyKey[]): Place {
  const parent = nodeAt(root, path.slice(0, -1));
  const member = parent?.kind === "map" ? parent.members.get(String(path.at(-1))) : undefined;
  return member?.keyAt ?? placeOf(root, path);
}

/** The path as users write it: elements of a list by their id where they have one. */
export function pathText(root: Located | undefined, path: readonly PropertyKey[]): string {
  let node = root;
  return path
    .map((key) => {
      const isList = node?.kind === "list";
      node = childOf(node, key);
      const id = isList ? childOf(node, "id") : undefined;
      const named = id?.kind === "scalar" && typeof id.value === "string" && !id.value.includes(".");
      return named ? id.text : String(key);
    })
    .join(".");
}

/** What stands at a node, for a message; long texts are cut. */
export function foundText(node: Located | undefined): string {
  if (node === undefined) return "nothing";
  if (node.kind === "map") return node.members.size === 0 ? "an empty map" : "a map";
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? quoted(node.value) : node.text;
}

const FOUND_MAX = 60;

/** A text in quotes on one line, without control characters. */
export function quoted(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
  const characters = [...line];
  return `"${characters.length > FOUND_MAX ? `${characters.slice(0, FOUND_MAX).join("")}…` : line}"`;
}
