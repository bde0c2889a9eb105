import { readdirSync } from "node:fs";
import { basename, dirname, isAbsolute, resolve } from "node:path";
import type { z } from "zod";
import { foundText, type Located, type LocatedMap, placeOf } from "./located.ts";
import { merged } from "./merge.ts";
import { nearest } from "./nearest.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Problem } from "./problem.ts";
import { checkText, readSource } from "./read-source.ts";
import { SCENARIO_VERSION } from "./scenario.ts";

/** A scenario file with all that it extends laid under it. */
export interface Extended {
  node?: Located;
  problems: Problem[];
  /** Every file that was read, the one asked for first. */
  files: string[];
}

/** Longest chain of files that extend one another. */
const CHAIN_MAX = 16;

/** Reads a file, or a text under a name, and everything that it extends. */
export function readExtended(
  input: { file: string } | { text: string; name: string },
  schema: z.core.$ZodType,
): Extended {
  const chain = "file" in input ? [resolve(input.file)] : [];
  const name = "file" in input ? input.file : input.name;
  const source = "file" in input ? readSource(input.file) : checkText(input.text, input.name);
  if ("problem" in source) return { problems: [source.problem], files: [name] };
  return extended(source.text, name, chain, schema);
}

function extended(text: string, name: string, chain: string[], schema: z.core.$ZodType): Extended {
  const { node, problems } = parseYaml(text, name);
  const files = [name];
  if (node === undefined) return { problems, files };
  const unsupported = versionProblem(node, name);
  if (unsupported !== undefined) return { problems: [unsupported], files };
  if (node.kind !== "map" || !node.members.has("extends")) return { node, problems, files };
  const base = readBase(node, name, chain, schema);
  const all = { problems: [...problems, ...base.problems], files: [...files, ...base.files] };
  const { members, at } = node;
  const own: LocatedMap = {
    kind: "map",
    members: new Map([...members].filter(([key]) => key !== "extends")),
    at,
  };
  return base.node === undefined ? all : { ...all, node: merged(noStudy(base.node), own, schema) };
}

/** What extends a study is a part of it or a variant, and most often a short one. */
function noStudy(node: Located): Located {
  const run = node.kind === "map" ? node.members.get("run") : undefined;
  if (node.kind !== "map" || run?.value.kind !== "map") return node;
  const members = new Map([...run.value.members].filter(([key]) => key !== "study"));
  return { ...node, members: new Map(node.members).set("run", { ...run, value: { ...run.value, members } }) };
}

function readBase(node: LocatedMap, name: string, chain: string[], schema: z.core.$ZodType): Extended {
  const value = node.members.get("extends")?.value;
  const fail = (why?: string, suggestion?: string): Extended => {
    const problem: Problem = {
      kind: "bad-value",
      ...placeOf(node, ["extends"]),
      path: "extends",
      found: foundText(value),
      expected: "a scenario file, relative to this one",
      ...(why === undefined ? {} : { why }),
      ...(suggestion === undefined ? {} : { suggestion }),
    };
    return { problems: [problem], files: [] };
  };
  if (value?.kind !== "scalar" || typeof value.value !== "string") return fail();
  const folder = dirname(name);
  const file = resolve(folder, value.value);
  if (chain.includes(file)) return fail("it extends this file in turn");
  if (chain.length >= CHAIN_MAX) return fail(`more than ${CHAIN_MAX} files extend one another`);
  const source = readSource(file);
  if ("problem" in source) return fail(`it ${source.problem.why}`, nearestFile(file, value.value));
  const shown = folder === "." || isAbsolute(value.value) ? value.value : `${folder}/${value.value}`;
  return extended(source.text, shown, [...chain, file], schema);
}

/** The file of the same folder whose name is most like the one asked for. */
function nearestFile(file: string, asked: string): string | undefined {
  try {
    const match = nearest(basename(file), readdirSync(dirname(file)).sort());
    return match === undefined || match === basename(file)
      ? undefined
      : asked.slice(0, asked.length - basename(asked).length) + match;
  } catch {
    return undefined;
  }
}

/** A file in another version of the language is not read any further: its keys may mean something else. */
function versionProblem(node: Located, file: string): Problem | undefined {
  if (node.kind !== "map") return undefined;
  const version = node.members.get("version")?.value;
  if (version?.kind === "scalar" && version.value === SCENARIO_VERSION) return undefined;
  return {
    kind: version === undefined ? "missing-key" : "version",
    ...placeOf(node, ["version"]),
    file,
    path: "version",
    found: version === undefined ? '"version"' : foundText(version),
    expected: `version: ${SCENARIO_VERSION}, the only one that this hongbao reads`,
  };
}
