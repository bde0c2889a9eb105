import type { z } from "zod";
import type { LeafRecord } from "./leaf.ts";

type Schema = z.core.$ZodType;

/** What a schema says in its `.meta()`, looked for through defaults and wrappers; undefined where it is no leaf. */
export function leafOf(schema: Schema | undefined): LeafRecord | undefined {
  for (let at = schema; at !== undefined; at = inner(at)) {
    const meta = (at as z.ZodType).meta?.() as Partial<LeafRecord> | undefined;
    if (meta?.unit !== undefined) return meta as LeafRecord;
  }
  return undefined;
}

/** The schema below defaults, optionality and preprocessing. */
export function unwrapped(schema: Schema): Schema {
  const below = inner(schema);
  return below === undefined ? schema : unwrapped(below);
}

function inner(schema: Schema): Schema | undefined {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef };
  switch (def.type) {
    case "default":
    case "prefault":
    case "optional":
    case "nullable":
      return (def as z.core.$ZodDefaultDef).innerType;
    case "pipe":
      // Preprocessing stands before its schema, a transformation behind it.
      return (def as z.core.$ZodPipeDef).in._zod.def.type === "transform"
        ? (def as z.core.$ZodPipeDef).out
        : (def as z.core.$ZodPipeDef).in;
    default:
      return undefined;
  }
}

/** The default of a schema in the file language, or undefined. */
export function defaultOf(schema: Schema): unknown {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef };
  return def.type === "prefault" ? (def as z.core.$ZodPrefaultDef).defaultValue : undefined;
}

/** Members of a map's schema; of a choice, those of the shape that the map's own word names (or of all shapes). */
export function membersOf(
  schema: Schema,
  memberOf: (key: string) => unknown,
): Readonly<Record<string, Schema>> | undefined {
  const { def } = unwrapped(schema)._zod as { def: z.core.$ZodTypeDef };
  if (def.type === "object") return (def as z.core.$ZodObjectDef).shape;
  if (def.type !== "union") return undefined;
  const shapes: Readonly<Record<string, Schema>>[] = [];
  for (const option of (def as z.core.$ZodUnionDef).options) {
    const shape = membersOf(option, memberOf);
    if (shape !== undefined) shapes.push(shape);
  }
  const key = discriminatorOf(schema);
  const word = key === undefined ? undefined : (memberOf(key) ?? fallbackOf(schema));
  const chosen = key === undefined ? undefined : shapes.find((shape) => accepts(shape[key], word));
  if (chosen !== undefined) return chosen;
  return shapes.length === 0 ? undefined : Object.assign({}, ...shapes);
}

function accepts(schema: Schema | undefined, value: unknown): boolean {
  return schema !== undefined && (schema as z.ZodType).safeParse(value).success;
}

/** The word that tells the shapes of a choice apart, or undefined where there is no choice. */
export function discriminatorOf(schema: Schema): string | undefined {
  const { def } = unwrapped(schema)._zod as { def: z.core.$ZodTypeDef };
  return (def as Partial<z.core.$ZodDiscriminatedUnionDef>).discriminator;
}

/** The word that a choice means where a file leaves it out. */
function fallbackOf(schema: Schema): unknown {
  for (let at: Schema | undefined = schema; at !== undefined; at = inner(at)) {
    const meta = (at as z.ZodType).meta?.() as { fallback?: unknown } | undefined;
    if (meta?.fallback !== undefined) return meta.fallback;
  }
  return undefined;
}

/** The schema of a list's elements (or of the i-th), or undefined where the schema is no list. */
export function elementOf(schema: Schema, index = 0): Schema | undefined {
  const { def } = unwrapped(schema)._zod as { def: z.core.$ZodTypeDef };
  if (def.type === "array") return (def as z.core.$ZodArrayDef).element;
  if (def.type === "tuple") return (def as z.core.$ZodTupleDef).items[index];
  if (def.type !== "union") return undefined;
  for (const option of (def as z.core.$ZodUnionDef).options) {
    const element = elementOf(option, index);
    if (element !== undefined) return element;
  }
  return undefined;
}

/** A value in the file language that the schema takes, with nothing in it but what must be there. */
export function exampleOf(schema: Schema): unknown {
  const leaf = leafOf(schema);
  if (leaf !== undefined) return leaf.example;
  const { def } = unwrapped(schema)._zod as { def: z.core.$ZodTypeDef };
  switch (def.type) {
    case "object": {
      const members = Object.entries((def as z.core.$ZodObjectDef).shape).filter(([, of]) => isRequired(of));
      return Object.fromEntries(members.map(([key, of]) => [key, exampleOf(of)]));
    }
    case "array":
      return [exampleOf((def as z.core.$ZodArrayDef).element)];
    case "tuple":
      return (def as z.core.$ZodTupleDef).items.map(exampleOf);
    case "union": {
      const [first] = (def as z.core.$ZodUnionDef).options;
      return first === undefined ? undefined : exampleOf(first);
    }
    case "literal":
      return (def as z.core.$ZodLiteralDef<string>).values[0];
    default:
      return undefined;
  }
}

function isRequired(schema: Schema): boolean {
  return schema._zod.optin !== "optional";
}
