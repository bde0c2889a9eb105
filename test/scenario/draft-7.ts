type Schema = { readonly [key: string]: unknown };

/** Whether a value obeys a JSON Schema (draft 7), for the keywords that the published one uses. */
export function obeys(value: unknown, schema: Schema, root: Schema = schema): boolean {
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.slice("#/definitions/".length);
    return obeys(value, (root.definitions as Record<string, Schema>)[name] as Schema, root);
  }
  return (
    typed(value, schema) &&
    limited(value, schema) &&
    conditional(value, schema, root) &&
    chosen(value, schema, root) &&
    (!Array.isArray(value) || listed(value, schema, root)) &&
    (!isMap(value) || mapped(value, schema, root))
  );
}

function conditional(value: unknown, schema: Schema, root: Schema): boolean {
  if (schema.if === undefined) return true;
  const branch = obeys(value, schema.if as Schema, root) ? schema.then : schema.else;
  return branch === undefined || obeys(value, branch as Schema, root);
}

function typed(value: unknown, { type }: Schema): boolean {
  if (type === undefined) return true;
  const types = Array.isArray(type) ? type : [type];
  return types.some((one) => one === typeOf(value) || (one === "integer" && Number.isInteger(value)));
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function limited(value: unknown, schema: Schema): boolean {
  if ("const" in schema && value !== schema.const) return false;
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return false;
  if (typeof value === "number")
    return value >= Number(schema.minimum ?? -Infinity) && value <= Number(schema.maximum ?? Infinity);
  if (typeof value !== "string") return true;
  if (value.length < Number(schema.minLength ?? 0) || value.length > Number(schema.maxLength ?? Infinity))
    return false;
  return typeof schema.pattern !== "string" || new RegExp(schema.pattern, "u").test(value);
}

function chosen(value: unknown, { anyOf, oneOf }: Schema, root: Schema): boolean {
  const count = (options: unknown) =>
    (options as Schema[]).filter((option) => obeys(value, option, root)).length;
  return (anyOf === undefined || count(anyOf) > 0) && (oneOf === undefined || count(oneOf) === 1);
}

function listed(value: readonly unknown[], { items, minItems, maxItems }: Schema, root: Schema): boolean {
  if (value.length < Number(minItems ?? 0) || value.length > Number(maxItems ?? Infinity)) return false;
  if (items === undefined) return true;
  return value.every((item, i) => obeys(item, (Array.isArray(items) ? items[i] : items) as Schema, root));
}

function mapped(value: { readonly [key: string]: unknown }, schema: Schema, root: Schema): boolean {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const patterns = Object.entries((schema.patternProperties ?? {}) as Record<string, Schema>);
  if (((schema.required ?? []) as string[]).some((key) => !(key in value))) return false;
  return Object.entries(value).every(([key, member]) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (own !== undefined) return obeys(member, own, root);
    const pattern = patterns.find(([text]) => new RegExp(text, "u").test(key));
    return pattern !== undefined ? obeys(member, pattern[1], root) : schema.additionalProperties !== false;
  });
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeOf(value) === "object";
}
