import type { z } from "zod";
import { childOf, type Located, type LocatedMember, locatedAt, type Place } from "./located.ts";
import { wordAt } from "./merge.ts";
import { nearest } from "./nearest.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Problem } from "./problem.ts";
import { defaultOf, discriminatorOf, elementOf, leafOf, membersOf } from "./schema-walk.ts";

type Schema = z.core.$ZodType;

/** Lays each `path=value` over the tree, in the order given. A path that is given twice is an error. */
export function withOverrides(
  root: Located,
  overrides: readonly string[],
  schema: Schema,
): { node: Located; problems: Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let node = root;
  for (const override of overrides) {
    const at: Place = { file: `--set ${shortened(override)}` };
    const equals = override.indexOf("=");
    const path = override.slice(0, Math.max(0, equals));
    if (path === "") problems.push(bad(at, "", `"${override}"`, "path=value"));
    else if (seen.has(path))
      problems.push({ kind: "duplicate", ...at, path, found: "the path", expected: "one --set for each" });
    else {
      const segments = path.split(".");
      const setter = new Setter(at, path, override.slice(equals + 1), problems);
      node = setter.set(node, segments, schema);
    }
    seen.add(path);
  }
  return { node, problems };
}

const SHOWN_MAX = 60;

function shortened(override: string): string {
  const characters = [...override.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")];
  return characters.length > SHOWN_MAX ? `${characters.slice(0, SHOWN_MAX).join("")}…` : characters.join("");
}

function bad(at: Place, path: string, found: string, expected: string, suggestion?: string): Problem {
  return {
    kind: "bad-reference",
    ...at,
    path,
    found,
    expected,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** Puts one value at one path. */
class Setter {
  private readonly at: Place;
  private readonly path: string;
  private readonly text: string;
  private readonly problems: Problem[];

  constructor(at: Place, path: string, text: string, problems: Problem[]) {
    this.at = at;
    this.path = path;
    this.text = text;
    this.problems = problems;
  }

  set(node: Located | undefined, segments: readonly string[], schema: Schema | undefined): Located {
    const [key, ...rest] = segments;
    if (key === undefined) return this.value(schema);
    const here = node ?? this.missing(schema);
    return here.kind === "list" ? this.inList(here, key, rest, schema) : this.inMap(here, key, rest, schema);
  }

  /** What the defaults have where the file has nothing: a list can only be reached into once it is there. */
  private missing(schema: Schema | undefined): Located {
    const value = schema === undefined ? undefined : defaultOf(schema);
    return locatedAt(Array.isArray(value) ? value : {}, this.at);
  }

  private inMap(node: Located, key: string, rest: readonly string[], schema: Schema | undefined): Located {
    const leaf = schema !== undefined && leafOf(schema) !== undefined;
    const kept = node.kind === "map" && !(leaf && !node.members.has(key)) ? node.members : new Map();
    const members = new Map<string, LocatedMember>(kept);
    const schemas = schema && membersOf(schema, (name) => wordAt(node, name));
    const below = schemas !== undefined && Object.hasOwn(schemas, key) ? schemas[key] : undefined;
    const existing = members.get(key);
    const value = this.set(existing?.value, rest, below);
    members.set(key, { keyAt: this.at, value });
    const after: Located = { kind: "map", members, at: node.at };
    const left = rest.length > 0 || schema === undefined ? [] : leftOver(after, key, schema);
    if (left.length === 0) return after;
    this.problems.push(this.wholeShape(key, left));
    return node;
  }

  /** Another kind of thing was set over one whose own keys stand there: which of the two is meant cannot be told. */
  private wholeShape(key: string, left: readonly string[]): Problem {
    const parent = this.path.slice(0, -key.length - 1);
    const expected = `--set '${parent}={${key}: ${this.text}}', which replaces all of ${parent}`;
    const why = `the ${key} of before has keys that this one does not know (${left.join(", ")})`;
    return { ...bad(this.at, this.path, `"${this.text}"`, expected), why };
  }

  private inList(
    node: Located & { kind: "list" },
    key: string,
    rest: readonly string[],
    schema: Schema | undefined,
  ): Located {
    const index = indexOf(node.items, key);
    if (index === undefined) {
      const known = node.items.map((item, i) => wordAt(item, "id") ?? wordAt(item, "name") ?? String(i));
      const expected = known.length === 0 ? "nothing: the list is empty" : known.join(", ");
      this.problems.push(bad(this.at, this.path, `"${key}"`, expected, nearest(key, known)));
      return node;
    }
    const element = schema && elementOf(schema, index);
    const items = node.items.map((item, i) => (i === index ? this.set(item, rest, element) : item));
    return { ...node, items };
  }

  /** The text as YAML would read it, except where the schema wants a text: --set run.seed=007 keeps its zeros. */
  private value(schema: Schema | undefined): Located {
    const plain = locatedAt(this.text.normalize("NFC"), this.at);
    if (schema !== undefined && leafOf(schema)?.unit === "text") return plain;
    const { node, problems } = parseYaml(this.text, this.at.file);
    return node === undefined || problems.length > 0 ? plain : movedTo(node, this.at);
  }
}

/** Where `key` tells shapes apart, the keys of a map that the shape it names does not know. */
function leftOver(node: Located & { kind: "map" }, key: string, schema: Schema): string[] {
  if (discriminatorOf(schema) !== key) return [];
  const known = membersOf(schema, (name) => wordAt(node, name)) ?? {};
  // A word that names none of the shapes stands for all of them.
  const ofAny = membersOf(schema, () => "") ?? {};
  return [...node.members.keys()].filter((name) => !Object.hasOwn(known, name) && Object.hasOwn(ofAny, name));
}

function movedTo(node: Located, at: Place): Located {
  if (node.kind === "scalar") return { ...node, at };
  if (node.kind === "list") return { ...node, items: node.items.map((item) => movedTo(item, at)), at };
  const members = [...node.members].map(
    ([key, { value }]) => [key, { keyAt: at, value: movedTo(value, at) }] as const,
  );
  return { kind: "map", members: new Map(members), at };
}

/** A segment names an element by its id, its name, or its place from 0. */
function indexOf(items: readonly Located[], key: string): number | undefined {
  for (const name of ["id", "name"]) {
    const index = items.findIndex((item) => childOf(item, name) !== undefined && wordAt(item, name) === key);
    if (index >= 0) return index;
  }
  return /^\d+$/.test(key) && Number(key) < items.length ? Number(key) : undefined;
}
