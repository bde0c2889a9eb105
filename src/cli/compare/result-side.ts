import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Replication } from "../../result/figures/figure.ts";
import type { LabResult } from "../../result/lab-result.ts";
import type { Result } from "../../result/result.ts";
import { fileProblem } from "../file-problem.ts";
import { InputError } from "../input-error.ts";
import { readAnyResult } from "../read-result.ts";
import { strangerIn } from "../same-run.ts";
import { incompleteOf, type Side } from "./side.ts";

type AnyResult = Result | LabResult;

/** Enough of a file's beginning to tell a result, whose first member is its format, from a scenario in JSON. */
const HEAD_CHARACTERS = 4096;

/** Whether a path is a folder, or a file that says it is a result; a file that cannot be read is for others to tell. */
export async function isResult(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return true;
  if (found === undefined || !path.endsWith(".json")) return false;
  const text = await readFile(path, "utf8").catch(() => "");
  return /"format"\s*:\s*"hongbao-(?:lab-)?result"/.test(text.slice(0, HEAD_CHARACTERS));
}

/**
 * Results of one scenario, a seed each: one file, the result.json of a folder, or those of its folders.
 *
 * @throws InputError for what cannot be read, or is not of one run under several seeds.
 */
export async function resultSide(path: string): Promise<Side> {
  const files = await resultFiles(path);
  const replications: Replication[] = [];
  let first: AnyResult | undefined;
  const { figuresOfResult } = await import("./figures-of-result.ts");
  for (const file of files) {
    const result = await readAnyResult(file);
    first ??= result;
    const stranger = strangerIn(first, result);
    if (stranger !== undefined)
      throw new InputError(`${file} is of ${stranger} than ${files[0]}: one side is one scenario`);
    if (replications.some(({ seed }) => seed === result.seed))
      throw new InputError(`${file} has the seed of another result of ${path}: ${result.seed}`);
    const { seed, events, complete, incompleteBecause } = result;
    const figures = figuresOfResult(result);
    replications.push({ seed, events, complete, incompleteBecause, budgets: [], figures });
  }
  if (first === undefined) throw new InputError(`${path} holds no result.json, nor do its folders`);
  const { scenario, engine } = first;
  return {
    about: {
      file: path,
      name: scenario.name,
      description: scenario.description,
      sha256: scenario.sha256,
      flags: [],
      engine: engine.version,
      k: first.format === "hongbao-lab-result" ? null : first.scale.k,
      seeds: replications.map(({ seed }) => seed),
      incomplete: incompleteOf(replications),
    },
    scenario: {
      resolved: scenario.resolved,
      assumptions: "assumptions" in scenario ? scenario.assumptions : [],
    },
    replications,
    result: first.format === "hongbao-lab-result" ? undefined : first,
  };
}

async function resultFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const own = join(path, "result.json");
    if (await isFile(own)) return [own];
    const below = (await readdir(path)).sort().map((name) => join(path, name, "result.json"));
    const there = await Promise.all(below.map(isFile));
    return below.filter((_, i) => there[i]);
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    throw new InputError(`${path} cannot be read: ${problem}`);
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/**
 * The runs of both sides that had one seed, in A's order. One run of each may differ in its seed; more cannot be paired.
 *
 * @throws InputError where there are several and no seed is in both.
 */
export function pairedBySeed(a: Side, b: Side): { a: Replication[]; b: Replication[]; paired: boolean } {
  if ((a.about.k === null) !== (b.about.k === null))
    throw new InputError(
      `${a.about.file} and ${b.about.file} are results of a lab and of an architecture: expected two of one kind`,
    );
  const common = a.about.seeds.filter((seed) => b.about.seeds.includes(seed));
  if (common.length > 0) {
    const of = (side: Side) =>
      common.flatMap((seed) => side.replications.filter((replication) => replication.seed === seed));
    return { a: of(a), b: of(b), paired: true };
  }
  if (a.replications.length > 1 || b.replications.length > 1)
    throw new InputError(
      `${a.about.file} and ${b.about.file} have no seed in common, expected runs of both under the same seeds`,
    );
  return { a: a.replications, b: b.replications, paired: false };
}
