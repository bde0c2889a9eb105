import { type Arguments, listOption } from "../command.ts";
import type { Checkable, Engine } from "../engine.ts";
import { InputError } from "../input-error.ts";
import { windowOptions } from "../sweep/window-options.ts";
import type { Runnable } from "./run-pairs.ts";

/** Two scenarios of one kind, and the flags of both. */
export interface ScenarioSides {
  sides: [Runnable, Runnable];
  flags: string[];
}

/**
 * The scenarios of both sides: two files, or one file twice, each with --set laid over it and --a or --b over that.
 *
 * @throws InputError with the problems of both at once.
 */
export async function scenarioSides(
  files: readonly [string, string],
  args: Arguments,
  engine: Engine,
): Promise<ScenarioSides> {
  const sets = listOption(args, "set");
  const problems = new Set<string>();
  const loaded: Checkable[] = [];
  for (const [i, name] of (["a", "b"] as const).entries())
    try {
      loaded.push(await engine.checkable(files[i] ?? "", [...sets, ...listOption(args, name)]));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const line of error.message.split("\n")) problems.add(asGiven(line, name, listOption(args, name)));
    }
  const [a, b] = loaded;
  if (problems.size > 0 || a === undefined || b === undefined) throw new InputError([...problems].join("\n"));
  if (a.scenario.kind !== b.scenario.kind)
    throw new InputError(`${a.file} is of kind ${a.scenario.kind}, ${b.file} of kind ${b.scenario.kind}`);
  const sides = [a, b].map((side, i) => ({
    ...side,
    flags: listOption(args, i === 0 ? "a" : "b").flatMap((set) => ["--set", set]),
    window: windowOptions(args, side.scenario).window,
  }));
  const { flags } = windowOptions(args, a.scenario);
  return {
    sides: sides as [Runnable, Runnable],
    flags: [...sets.flatMap((set) => ["--set", set]), ...flags],
  };
}

/** A problem of a change that was given as --a or --b, which is read as --set is. */
function asGiven(line: string, name: string, own: readonly string[]): string {
  return own.some((set) => line.startsWith(`--set ${set}:`)) ? line.replace("--set", `--${name}`) : line;
}
