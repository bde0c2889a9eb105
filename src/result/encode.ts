import { isArray, type Json, sortedMembers } from "./canonical-json.ts";
import { type Result, resultSchema } from "./result.ts";
import { roundFigure } from "./round-figure.ts";

/** Where numbers are written as they are. */
const EXACT: ReadonlySet<string> = new Set(["scenario.resolved", "histograms"]);

/**
 * The text of `result.json`: the same bytes for the same result, whatever order its members were built in.
 * The top level keeps the contract's order, so that the head of the file says what it is; everything below is
 * sorted by name. Objects and lists of objects take a line a member, lists of numbers one line: it can be searched
 * and compared line by line. Figures are rounded by `roundFigure`, but for the resolved scenario, which is hashed,
 * and the histograms, which are merged.
 *
 * @throws Error naming the place of a figure that is not finite: a fault of ours, never of a scenario.
 */
export function encodeResult(result: Result): string {
  const lines = Object.keys(resultSchema.shape).flatMap((name) => {
    const member = result[name as keyof Result];
    if (member === undefined) return [];
    return ` ${JSON.stringify(name)}:${layOut(member as Json, { name, path: name, indent: " ", exact: EXACT.has(name) })}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

interface Place {
  name: string;
  path: string;
  indent: string;
  /** Whether numbers are written as they are. */
  exact: boolean;
}

function layOut(value: Json, place: Place): string {
  if (typeof value === "number") return figureText(value, place);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const indent = `${place.indent} `;
  if (isArray(value)) {
    const items = value.map((item, i) =>
      typeof item === "number"
        ? figureText(item, place)
        : layOut(item, { ...place, indent, path: `${place.path}[${i}]` }),
    );
    return brackets("[", items, "]", value.every(isScalar), indent);
  }
  const members = sortedMembers(value).map(([name, of]) => {
    const path = `${place.path}.${name}`;
    const exact = place.exact || EXACT.has(path);
    return `${JSON.stringify(name)}:${layOut(of, { name, path, indent, exact })}`;
  });
  return brackets("{", members, "}", Object.values(value).every(isScalar), indent);
}

function figureText(figure: number, place: Place): string {
  if (!Number.isFinite(figure)) throw new Error(`result: ${place.path} is ${figure}`);
  return String(place.exact ? figure + 0 : roundFigure(figure, place.name));
}

function brackets(open: string, items: string[], close: string, oneLine: boolean, indent: string): string {
  if (oneLine) return open + items.join(",") + close;
  return `${open}\n${indent}${items.join(`,\n${indent}`)}\n${indent.slice(1)}${close}`;
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== "object";
}
