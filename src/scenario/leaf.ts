import { z } from "zod";
import { complain } from "./complaint.ts";
import { isQuantity, type Unit } from "./units/unit.ts";

/** How well a default value is known: see the README. */
export type Mark = "published" | "derived" | "weak" | "assumed";

/** What the report prints beside a parameter. */
export interface LeafMeta {
  /** Meaning, in one sentence. */
  description: string;
  mark: Mark;
  /** Where the default comes from, as a short citation. */
  source: string;
}

/** What a leaf's metadata holds beside the JSON Schema of its text. */
export interface LeafRecord extends LeafMeta {
  /** Name of the unit or notation, which knows how to print the value. */
  unit: string;
  /** A valid value in the file language. */
  example: unknown;
  /** What a user should write. */
  expected: string;
}

export interface Limits {
  /** Smallest and largest canonical number allowed. */
  min?: number;
  max?: number;
  /** Zero is not allowed. */
  positive?: boolean;
}

/** A quantity with its unit, "30ms" in the file, a canonical number in the Scenario. */
export function quantity<T extends number>(unit: Unit<T>, meta: LeafMeta, limits: Limits = {}) {
  const bare = acceptsBareNumber(unit);
  const parse = (input: unknown, sink: z.core.ParsePayload): T => {
    const text = typeof input === "number" && bare ? String(input) : input;
    if (typeof text !== "string") {
      const why = typeof input === "number" ? "it has no unit" : undefined;
      complain(sink, input, { kind: "bad-value", expected: unit.expected, ...(why ? { why } : {}) });
      return z.NEVER;
    }
    const value = unit.parse(text);
    if (!isQuantity(value)) {
      complain(sink, input, { kind: "bad-value", expected: unit.expected, why: value.why });
      return z.NEVER;
    }
    const why = whyOutside(value, unit, limits);
    if (why !== undefined) complain(sink, input, { kind: "bad-value", expected: unit.expected, why });
    return value;
  };
  return leaf(z.unknown().transform(parse), meta, {
    unit: unit.name,
    example: exampleWithin(unit, limits),
    expected: unit.expected,
    ...quantityJsonSchema(unit),
  });
}

/** Counts and factors need no unit, so a YAML number may stand for them. */
export function acceptsBareNumber<T extends number>(unit: Unit<T>): boolean {
  return typeof unit.example === "number";
}

/** What editors are told about a quantity's text. */
export function quantityJsonSchema<T extends number>(unit: Unit<T>): Record<string, unknown> {
  const pattern = `^${unit.pattern}$`;
  return acceptsBareNumber(unit)
    ? { type: ["number", "string"], minimum: 0, pattern }
    : { type: "string", pattern };
}

function whyOutside<T extends number>(
  value: T,
  unit: Unit<T>,
  { min, max, positive }: Limits,
): string | undefined {
  if (positive && value === 0) return "it may not be zero";
  if (min !== undefined && value < min) return `it is below ${unit.print(min as T)}`;
  if (max !== undefined && value > max) return `it is above ${unit.print(max as T)}`;
  return undefined;
}

function exampleWithin<T extends number>(unit: Unit<T>, limits: Limits): unknown {
  const value = unit.parse(String(unit.example));
  if (!isQuantity(value) || whyOutside(value, unit, limits) === undefined) return unit.example;
  return unit.print((limits.min ?? limits.max ?? value) as T);
}

/** Attaches what the report and the JSON Schema say about a leaf. */
export function leaf<T extends z.ZodType>(
  schema: T,
  meta: LeafMeta,
  more: { unit: string; example: unknown; expected: string } & Record<string, unknown>,
): T {
  return schema.meta({ ...meta, ...more });
}

/** A text of the user's, such as a name in reports. */
export function text(meta: LeafMeta) {
  const schema = z.string().min(1).max(TEXT_MAX);
  return leaf(schema, meta, { unit: "text", example: "a", expected: "a text" });
}

const TEXT_MAX = 2000;

/** The name by which other places of the file, faults and --set paths speak of a thing. */
export function identifier(meta: LeafMeta) {
  const schema = z.string().regex(IDENTIFIER);
  return leaf(schema, meta, { unit: "text", example: "a", expected: "letters, digits, - and _" });
}

/** No dot: dots part the segments of a path. Any script: regions may well have Chinese names. */
const IDENTIFIER = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,63}$/u;

/** The identifier of something that stands elsewhere in the file; whether it does is checked later. */
export function reference(to: string, meta: LeafMeta) {
  return leaf(z.string(), meta, { unit: "text", example: "a", expected: `the id of a ${to}` });
}

/** One of a few words. */
export function word<const T extends readonly [string, ...string[]]>(words: T, meta: LeafMeta) {
  return leaf(z.enum(words), meta, { unit: "word", example: words[0], expected: oneOf(words) });
}

/** true or false. */
export function flag(meta: LeafMeta) {
  return leaf(z.boolean(), meta, { unit: "flag", example: false, expected: "true or false" });
}

/** "a or b", "one of a, b, c". */
export function oneOf(words: readonly string[]): string {
  return words.length > 2 ? `one of ${words.join(", ")}` : words.join(" or ");
}

/** Where a value was chosen by this project because no source names it. */
export function assumed(description: string, why: string): LeafMeta {
  return { description, mark: "assumed", source: `assumed: ${why}` };
}

/** Names and identifiers are the user's; nothing is claimed about them. */
export function named(description: string): LeafMeta {
  return { description, mark: "assumed", source: NAME };
}

/** Source of what `named` describes. */
export const NAME = "name";
