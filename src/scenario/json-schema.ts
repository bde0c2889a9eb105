import { z } from "zod";
import { distributionDefinition, distributionJsonSchema } from "./distribution-json-schema.ts";
import { labSchema } from "./lab/lab-scenario.ts";
import { NAME } from "./leaf.ts";
import { DEFAULT_CLOCK } from "./load.ts";
import { architectureSchema } from "./scenario.ts";
import { leafOf } from "./schema-walk.ts";
import { quantityOfMany } from "./units/count.ts";
import { duration } from "./units/duration.ts";
import { money } from "./units/money.ts";
import { size } from "./units/size.ts";

type Schema = Record<string, unknown>;

/** What a leaf's metadata holds for the report and for messages; in the schema its description says it. */
const OWN_KEYS = ["mark", "source", "unit", "example", "expected"];

/**
 * JSON Schema (draft 7) of the file language, for editors: completion, patterns of units, and beside each key its
 * meaning, how well the default is known and where it comes from. It lets through what only the whole scenario can
 * tell: references, sums, times, and what a file leaves to the one that it extends.
 */
export function scenarioJsonSchema(): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "hongbao scenario, version 1",
    type: "object",
    required: ["version"],
    if: { properties: { kind: { const: "lab" } }, required: ["kind"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: membersOfKind(labSchema),
    else: membersOfKind(architectureSchema(DEFAULT_CLOCK)),
    definitions: {
      [distributionDefinition(duration)]: distributionJsonSchema(duration),
      [distributionDefinition(money)]: distributionJsonSchema(money),
      [distributionDefinition(size)]: distributionJsonSchema(size),
      [distributionDefinition(quantityOfMany)]: distributionJsonSchema(quantityOfMany),
    },
  };
}

function membersOfKind(schema: z.ZodType): Schema {
  const generated = z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => describeLeaf(zodSchema, jsonSchema as Schema),
  });
  const { properties, additionalProperties } = extensible(generated as Schema);
  return { properties: { extends: EXTENDS, ...(properties as Schema) }, additionalProperties };
}

const EXTENDS = {
  type: "string",
  description:
    "Another scenario file, relative to this one, that this one is laid over: maps are merged, lists of things with an id are merged by id, other lists are replaced, null removes.",
};

function describeLeaf(zodSchema: z.core.$ZodType, jsonSchema: Schema): void {
  const leaf = leafOf(zodSchema);
  if (leaf === undefined) return;
  for (const key of OWN_KEYS) delete jsonSchema[key];
  const mark = leaf.source.startsWith(leaf.mark) ? leaf.source : `${leaf.mark}: ${leaf.source}`;
  jsonSchema.description = leaf.source === NAME ? leaf.description : `${leaf.description} [${mark}]`;
}

/** A file that extends another may leave out any key, give only the id of a list's element, and remove by null. */
function extensible(generated: Schema): Schema {
  const { shorthand, ...schema } = withFallback(generated);
  if (typeof shorthand === "string") {
    const { description, ...member } = (schema.properties as Schema)[shorthand] as Schema;
    return { description, anyOf: [member, extensible(schema)] };
  }
  const result: Schema = { ...schema };
  for (const key of ["items", "additionalProperties"]) {
    if (isSchema(schema[key])) result[key] = extensible(schema[key]);
  }
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const options = schema[key];
    if (Array.isArray(options))
      result[key] = options.map((option) => (isSchema(option) ? extensible(option) : option));
  }
  const { properties } = schema;
  if (!isSchema(properties)) return result;
  const members = Object.entries(properties).map(([key, of]) => [key, removable(extensible(of as Schema))]);
  result.properties = Object.fromEntries(members);
  if (Array.isArray(schema.required)) result.required = identifying(schema.required, properties);
  return result;
}

/** A choice that does not say which shape it is means its fallback. */
function withFallback({ choice, fallback, ...schema }: Schema): Schema {
  if (typeof choice !== "string" || !Array.isArray(schema.oneOf)) return schema;
  const oneOf = schema.oneOf.map((option: Schema) => {
    const kind = (option.properties as Schema)[choice] as Schema;
    const means = kind.const === fallback || (Array.isArray(kind.enum) && kind.enum.includes(fallback));
    const required = (option.required as string[]).filter((key) => key !== choice);
    return means ? { ...option, required } : option;
  });
  return { ...schema, oneOf };
}

/** What tells elements of a list apart must be there in any file. */
function identifying(required: readonly string[], properties: Schema): readonly string[] {
  return "id" in properties ? required.filter((key) => key === "id") : required;
}

function removable(schema: Schema): Schema {
  const { type, anyOf, enum: words } = schema;
  if ("const" in schema) return schema;
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: "null" }] };
  if (type === undefined) return schema;
  const types = { type: [...(Array.isArray(type) ? type : [type]), "null"] };
  return Array.isArray(words) ? { ...schema, ...types, enum: [...words, null] } : { ...schema, ...types };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
