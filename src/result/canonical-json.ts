/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Canonical JSON: members sorted by the code units of their names, no space, numbers as JavaScript prints them.
 * Equal values have equal texts whatever order they were built in, so the text can be hashed.
 *
 * @throws Error where a number is not finite: JSON would silently turn it into null.
 */
export function canonicalJson(value: Json, path = "value"): string {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`${path} is ${value}, which JSON cannot hold`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map((item, i) => canonicalJson(item, `${path}[${i}]`)).join(",")}]`;
  const members = sortedMembers(value).map(
    ([name, of]) => `${JSON.stringify(name)}:${canonicalJson(of, `${path}.${name}`)}`,
  );
  return `{${members.join(",")}}`;
}

/** An object's members in canonical order, those that are undefined left out as JSON does. */
export function sortedMembers(object: { readonly [key: string]: Json }): [string, Json][] {
  const members = Object.entries(object).filter(([, of]) => of !== undefined);
  return members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Array.isArray, which does not narrow read-only arrays by itself. */
export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
