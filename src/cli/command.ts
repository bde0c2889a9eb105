import type { Argv } from "yargs";
import type { Engine } from "./engine.ts";
import type { ExitCode } from "./exit-code.ts";
import { InputError } from "./input-error.ts";
import type { Terminal } from "./terminal.ts";

/** What a command works with. */
export interface Context {
  terminal: Terminal;
  engine: Engine;
}

/** Options and positionals by name, as parsed. */
export type Arguments = Readonly<Record<string, unknown>>;

/** One command of the command line. */
export interface Command {
  /** As yargs reads it: "run <file>". */
  usage: string;
  describe: string;
  /** Adds positionals, options and examples. Imports nothing heavy: --help runs it. */
  declare(parser: Argv): Argv;
  execute(args: Arguments, context: Context): Promise<ExitCode>;
}

/** An option with one value. Given twice it is refused: to take either silently would be wrong half of the time. */
export function textOption(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new InputError(`--${name}: given ${value.length} times, expected once`);
  if (value === "") throw new InputError(`--${name}: a value is missing`);
  return String(value);
}

/** An option that is one of a few words. */
export function wordOption<Word extends string>(
  args: Arguments,
  name: string,
  words: readonly [Word, ...Word[]],
): Word | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const word = words.find((known) => known === text);
  if (word === undefined)
    throw new InputError(`--${name}: found "${text}", expected one of ${words.join(", ")}`);
  return word;
}

/** An option that may be given many times, or a positional of many words. */
export function listOption(args: Arguments, name: string): string[] {
  const value = args[name];
  return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
}

export function flag(args: Arguments, name: string): boolean {
  return args[name] === true;
}

/** A positional that must be there. */
export function positional(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value !== "string" || value === "")
    throw new InputError(`${name.toUpperCase()}: the name is empty`);
  return value;
}
