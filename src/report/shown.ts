import type { Result } from "../result/result.ts";
import { html, type Markup } from "./markup.ts";
import { exact } from "./words.ts";

function lookUp(result: Result, keys: readonly string[]): number | null {
  let at: unknown = result;
  for (const key of keys) at = (at as Record<string, unknown> | null | undefined)?.[key];
  return typeof at === "number" ? at : null;
}

/**
 * A figure of the result, found by its path, with every digit of it kept beside the readable text:
 * a test compares each of them with result.json. A path with the name of a part in it comes as its keys: names may
 * hold dots.
 */
export function shown(
  result: Result,
  at: string | readonly string[],
  format: (value: number | null) => string,
): Markup {
  const keys = typeof at === "string" ? at.split(".") : at;
  const path = keys.join(".");
  const value = lookUp(result, keys);
  if (value === null) return html`<data value="" data-figure="${path}">${format(null)}</data>`;
  return html`<data value="${String(value)}" data-figure="${path}" title="${exact(value)}">${format(value)}</data>`;
}
