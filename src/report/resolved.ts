import type { Result } from "../result/result.ts";

/** A member of a scenario whose schema the report does not know: results of other days say less, or more. */
export type Loose = { readonly [name: string]: unknown };

const isLoose = (value: unknown): value is Loose =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The list of objects at a path of the resolved scenario; empty where there is none. */
export function resolvedList(result: Result, ...path: readonly string[]): Loose[] {
  let at: unknown = result.scenario.resolved;
  for (const name of path) at = isLoose(at) ? at[name] : undefined;
  return Array.isArray(at) ? at.filter(isLoose) : [];
}

export const looseText = (of: Loose, name: string): string => (typeof of[name] === "string" ? of[name] : "");

export const looseNumber = (of: Loose, name: string): number | null =>
  typeof of[name] === "number" ? of[name] : null;
