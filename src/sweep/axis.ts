import { parseRange, type Range } from "./range.ts";

/** One thing that is varied: a path of the scenario, and the values it takes. */
export interface Axis {
  path: string;
  items: readonly (string | Range)[];
}

/** A range that does not say its step is cut into so many. */
const STEPS = 4;

/**
 * Reads "sets.count=30..60" or "lines.sz-sh.bandwidth=40Gbps,100Gbps": a list whose items are values or ranges.
 *
 * @throws RangeError that says what is wrong with it.
 */
export function parseAxis(text: string): Axis {
  const equals = text.indexOf("=");
  const path = text.slice(0, Math.max(0, equals));
  const items = splitOutsideBrackets(text.slice(equals + 1));
  if (path === "" || items.some((item) => item === ""))
    throw new RangeError(`found "${text}", expected path=value,value or path=from..to`);
  return {
    path,
    items: items.map((item) => {
      const range = parseRange(item);
      if (range !== undefined && "why" in range) throw new RangeError(`found "${item}": ${range.why}`);
      return range ?? item;
    }),
  };
}

/** All values of an axis, as --set takes them: of a range every step, whole numbers one by one. */
export function valuesOf({ items }: Axis): string[] {
  return items.flatMap((item) => (typeof item === "string" ? [item] : stepsOf(item)));
}

/** How many values an axis has; told without making them, for a range may have billions. */
export function countOf({ items }: Axis): number {
  return items.reduce((sum, item) => sum + (typeof item === "string" ? 1 : stepCount(item)), 0);
}

function stepsOf(range: Range): string[] {
  const step = stepOf(range);
  return Array.from({ length: stepCount(range) }, (_, i) => range.text(range.low + i * step));
}

function stepOf({ low, high, step, whole }: Range): number {
  return step ?? (whole ? 1 : (high - low) / STEPS);
}

/** A last value that a rounded sum puts a hair beyond the end belongs to the range. */
function stepCount(range: Range): number {
  return 1 + Math.floor((range.high - range.low) / stepOf(range) + 1e-9);
}

/** A law or a list, {exponential: 1s} or [a, b], may hold commas of its own. */
function splitOutsideBrackets(text: string): string[] {
  const items = [""];
  let depth = 0;
  for (const character of text) {
    if ("[{".includes(character)) depth++;
    if ("]}".includes(character)) depth--;
    if (character === "," && depth === 0) items.push("");
    else items[items.length - 1] += character;
  }
  return items.map((item) => item.trim());
}
