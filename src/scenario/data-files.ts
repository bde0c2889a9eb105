import { dirname, isAbsolute, join } from "node:path";
import type { Located, LocatedMap, LocatedScalar } from "./located.ts";
import type { Problem } from "./problem.ts";
import { readSource } from "./read-source.ts";

/** Most values of one file: they travel with the scenario, and stand in each result. */
const VALUES_MAX = 10_000;

/**
 * Puts measured values in the place of `{file: latencies.csv}`: the first column of the file, a quantity a line. Its first
 * line may be a name; with a unit in brackets, as in "latency [ms]", the values below may be bare numbers. A path is
 * relative to the file it is written in. Each value knows its line, so that what is wrong with one is told there.
 */
export function withDataFiles(tree: Located): { node: Located; problems: Problem[] } {
  const problems: Problem[] = [];
  return { node: replaced(tree, problems), problems };
}

function replaced(node: Located, problems: Problem[]): Located {
  if (node.kind === "scalar") return node;
  if (node.kind === "list") return { ...node, items: node.items.map((item) => replaced(item, problems)) };
  const file = node.members.size === 1 ? node.members.get("file")?.value : undefined;
  if (file?.kind === "scalar" && typeof file.value === "string") return empirical(node, file, problems);
  const members = [...node.members].map(
    ([key, { keyAt, value }]) => [key, { keyAt, value: replaced(value, problems) }] as const,
  );
  return { ...node, members: new Map(members) };
}

function empirical(node: LocatedMap, { value, text, at }: LocatedScalar, problems: Problem[]): Located {
  const name = String(value);
  const path = isAbsolute(name) ? name : join(dirname(at.file), name);
  const source = readSource(path);
  const problem = (why: string): Located => {
    const expected = "a file with a measured value on each line";
    problems.push({ kind: "bad-value", ...at, path: "", found: `"${text}"`, expected, why });
    return node;
  };
  if ("problem" in source) return problem(`it ${source.problem.why}`);
  const items = valuesOf(source.text, path);
  if (items.length === 0) return problem("there is no value in it");
  if (items.length > VALUES_MAX)
    return problem(`it holds ${items.length} values, at most ${VALUES_MAX} are read`);
  const list: Located = { kind: "list", items, at };
  return { kind: "map", members: new Map([["empirical", { keyAt: at, value: list }]]), at: node.at };
}

function valuesOf(text: string, file: string): LocatedScalar[] {
  const lines = text.split(/\r\n|\n|\r/);
  const cells = lines.map((line) => (line.split(/[,;\t]/)[0] as string).trim().replace(/^"(.*)"$/, "$1"));
  const hasName = !/^[\d.]/.test(cells[0] as string);
  const unit = hasName ? (/\[(.*)\]/.exec(cells[0] as string)?.[1] ?? "") : "";
  return cells.flatMap((cell, i): LocatedScalar[] => {
    if (cell === "" || (hasName && i === 0)) return [];
    const value = /^[\d.]+$/.test(cell) ? `${cell}${unit}` : cell;
    return [{ kind: "scalar", value, text: cell, at: { file, line: i + 1, column: 1 } }];
  });
}
