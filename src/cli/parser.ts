import yargs, { type Argv } from "yargs";
import { nearest } from "../scenario/nearest.ts";
import type { Arguments, Command } from "./command.ts";
import { InputError } from "./input-error.ts";

/** What the words of a command line ask for. */
export type Request =
  | { kind: "text"; text: string }
  | { kind: "command"; command: Command; args: Arguments; debug: boolean };

/** Options of every command, beside its own. */
const COMMON = ["help", "version", "debug"] as const;

/**
 * Reads a command line.
 *
 * @throws InputError for what is unknown (with the nearest known word), missing, or given twice.
 */
export async function parse(
  words: readonly string[],
  commands: readonly Command[],
  { version, columns }: { version: string; columns: number },
): Promise<Request> {
  refuseLoneDash(words);
  let chosen: { command: Command; args: Arguments } | undefined;
  const parser = yargs()
    .scriptName("hongbao")
    .usage(
      "$0 <command>\n\nSimulates the WeChat Red Packet architecture: does it hold, what breaks first, when is the money right again.",
    )
    // Messages in one language: a script that reads them must not depend on LANG.
    .detectLocale(false)
    .exitProcess(false)
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "duplicate-arguments-array": true,
      "parse-numbers": false,
      "parse-positional-numbers": false,
    })
    .option("debug", { type: "boolean", describe: "Show the stack of an internal error" })
    .version(version)
    .help()
    .wrap(Math.min(100, columns))
    .epilogue("Exit codes: 0 ok, 1 budget failed, 2 input at fault, 3 undecided, 4 bug, 130 interrupted")
    .demandCommand(1, "")
    .strict()
    .group([...COMMON], "Everywhere:")
    .fail((message: string | null, error: Error | undefined) => {
      if (error !== undefined && error.name !== "YError") throw error;
      throw new InputError(explain(message ?? "", words, commands));
    });
  for (const command of commands)
    parser.command(command.usage, command.describe, command.declare, (args) => {
      chosen = { command, args };
    });
  let text = "";
  const args = await parser.parseAsync([...words], {}, (_error, _args, output) => {
    text = output;
  });
  if (chosen === undefined) return { kind: "text", text: `${text}\n` };
  refuseRepeatedFlags(words, chosen.args);
  return { kind: "command", ...chosen, debug: args.debug === true };
}

/** The parser drops a lone dash without a word; a command that then reads another file would be worse than a refusal. */
function refuseLoneDash(words: readonly string[]): void {
  if (words.includes("-")) throw new InputError("-: standard input is not read, expected the name of a file");
}

/** `--json --json=false`: the parser would take the last one in silence. */
function refuseRepeatedFlags(words: readonly string[], args: Arguments): void {
  for (const [name, value] of Object.entries(args)) {
    if (typeof value !== "boolean") continue;
    const times = words.filter((word) => word === `--${name}` || word.startsWith(`--${name}=`)).length;
    if (times > 1) throw new InputError(`--${name}: given ${times} times, expected once`);
  }
}

/** The parser's complaint in our shape: what was found, what is known that comes near. */
function explain(message: string, words: readonly string[], commands: readonly Command[]): string {
  const names = commands.map(({ usage }) => usage.split(" ")[0] ?? "");
  const command = commands[names.findIndex((name) => words.includes(name))];
  const unknown = /^Unknown (?:argument|command)s?: (.*)$/.exec(message)?.[1]?.split(", ");
  if (unknown !== undefined && command === undefined)
    return unfamiliar("command", words.find((word) => !word.startsWith("-")) ?? words[0] ?? "", names);
  if (unknown !== undefined && command !== undefined) {
    const known = optionsOf(command).map((option) => `--${option}`);
    return unknown.map((name) => unfamiliarArgument(name, words, known)).join("\n");
  }
  if (message === "") return `a command is missing, expected one of: ${names.join(", ")}`;
  const missing = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (missing !== undefined) return `--${missing}: a value is missing`;
  if (/^Not enough non-option arguments/.test(message))
    return `a file is missing, expected: hongbao ${command?.usage ?? "<command>"}`;
  return message;
}

function unfamiliarArgument(name: string, words: readonly string[], known: readonly string[]): string {
  const option = words.find((word) => new RegExp(`^--?${escaped(name)}(?:=|$)`).test(word));
  return option === undefined
    ? `"${name}": one word too many`
    : unfamiliar("option", option.split("=")[0] ?? option, known);
}

function unfamiliar(kind: string, word: string, known: readonly string[]): string {
  // A beginning is enough: "val", or "-q" for --quiet.
  const long = word.replace(/^-(?=[^-])/, "--");
  const meant = nearest(word, known) ?? known.find((one) => one.startsWith(long));
  const hint = meant === undefined ? `, expected one of: ${known.join(", ")}` : `: did you mean ${meant}?`;
  return `${kind} "${word}" is unknown${hint}`;
}

/** The options a command declares, read from its own declaration. */
function optionsOf(command: Command): string[] {
  const declared: Argv = command.declare(yargs().detectLocale(false));
  const { key } = (declared as unknown as { getOptions(): { key: object } }).getOptions();
  return [...new Set([...Object.keys(key), ...COMMON])];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
