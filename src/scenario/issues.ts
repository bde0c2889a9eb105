import type { z } from "zod";
import { complaintOf } from "./complaint.ts";
import { oneOf } from "./leaf.ts";
import {
  foundText,
  keyPlaceOf,
  type Located,
  nodeAt,
  pathText,
  placeOf,
  plainValue,
  quoted,
} from "./located.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problem.ts";
import { elementOf, leafOf, membersOf } from "./schema-walk.ts";

type Schema = z.core.$ZodType;

/** What the schema has against a tree, each at the place of the text that is at fault. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], root: Located, schema: Schema): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [problemOf(issue, root, schema)];
    return issue.keys.map((key) => unknownKey([...issue.path, key], root, schema));
  });
}

function problemOf(issue: z.core.$ZodIssue, root: Located, schema: Schema): Problem {
  const { path } = issue;
  const complaint = issue.code === "custom" ? complaintOf(issue.params) : undefined;
  if (complaint?.kind === "unknown-key") {
    const { expected, suggestion } = complaint;
    return unknownKeyProblem(path, root, expected, suggestion);
  }
  const node = nodeAt(root, path);
  const expected = complaint?.expected ?? expectedBy(issue, schemaAt(schema, root, path));
  if (node === undefined && path.length > 0) return missingKey(path, root, schema, complaint, expected);
  const kind = complaint?.kind ?? "bad-value";
  const found = complaint?.found ?? foundText(node);
  const suggestion = complaint?.suggestion ?? suggestedBy(issue, node);
  return {
    kind,
    ...placeOf(root, path),
    path: pathText(root, path),
    found,
    expected,
    ...(complaint?.why === undefined ? {} : { why: complaint.why }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function missingKey(
  path: readonly PropertyKey[],
  root: Located,
  schema: Schema,
  complaint: { expected: string } | undefined,
  expected: string,
): Problem {
  const parent = path.slice(0, -1);
  return {
    kind: "missing-key",
    ...placeOf(root, path),
    path: pathText(root, parent),
    found: quoted(String(path.at(-1))),
    expected:
      complaint === undefined ? (leafOf(schemaAt(schema, root, path))?.expected ?? expected) : expected,
  };
}

function unknownKey(path: readonly PropertyKey[], root: Located, schema: Schema): Problem {
  const parent = path.slice(0, -1);
  const parentSchema = schemaAt(schema, root, parent);
  const known = Object.keys((parentSchema && membersAt(parentSchema, root, parent)) ?? {});
  return unknownKeyProblem(path, root, known.join(", "), nearest(String(path.at(-1)), known));
}

function unknownKeyProblem(
  path: readonly PropertyKey[],
  root: Located,
  expected: string,
  suggestion: string | undefined,
): Problem {
  return {
    kind: "unknown-key",
    ...keyPlaceOf(root, path),
    path: pathText(root, path.slice(0, -1)),
    found: quoted(String(path.at(-1))),
    expected: expected === "" ? "no key here" : `one of ${expected}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function expectedBy(issue: z.core.$ZodIssue, schema: Schema | undefined): string {
  switch (issue.code) {
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? oneOf(issue.options.map(String))
        : (leafOf(schema)?.expected ?? "another shape");
    case "too_small":
      return issue.origin === "array" ? `at least ${issue.minimum} in the list` : "a text that is not empty";
    case "too_big":
      return issue.origin === "array"
        ? `at most ${issue.maximum} in the list`
        : `at most ${issue.maximum} characters`;
    case "invalid_type":
      return nameOfType(issue.expected);
    default:
      return leafOf(schema)?.expected ?? "something else";
  }
}

function nameOfType(type: string): string {
  switch (type) {
    case "object":
      return "a map of keys and values";
    case "array":
    case "tuple":
      return "a list";
    case "string":
      return "a text";
    case "boolean":
      return "true or false";
    default:
      return `a ${type}`;
  }
}

function suggestedBy(issue: z.core.$ZodIssue, node: Located | undefined): string | undefined {
  if (node?.kind !== "scalar") return undefined;
  if (issue.code === "invalid_type" && issue.expected === "string" && typeof node.value === "number")
    return `"${node.text}"`;
  const known =
    issue.code === "invalid_value"
      ? issue.values
      : issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options)
        ? issue.options
        : [];
  return typeof node.value === "string" ? nearest(node.value, known.map(String)) : undefined;
}

/** The schema that reads the value at a path, chosen by what the tree says where there is a choice. */
export function schemaAt(schema: Schema, root: Located, path: readonly PropertyKey[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const [i, key] of path.entries()) {
    if (at === undefined) return undefined;
    const element: Schema | undefined = elementOf(at, Number(key));
    const members: Readonly<Record<string, Schema>> | undefined =
      element === undefined ? membersAt(at, root, path.slice(0, i)) : undefined;
    at = element ?? (members && Object.hasOwn(members, String(key)) ? members[String(key)] : undefined);
  }
  return at;
}

function membersAt(schema: Schema, root: Located, path: readonly PropertyKey[]) {
  return membersOf(schema, (key) => {
    const node = nodeAt(root, [...path, key]);
    return node === undefined ? undefined : plainValue(node);
  });
}
