import type { Argv } from "yargs";
import { FAIL_ON, ON_UNDECIDED, type Policy } from "../check/level.ts";
import { type Arguments, wordOption } from "./command.ts";

/** The options of a command that judges budgets, beside the formats' own files. */
export const VERDICT_OPTIONS = [
  "fail-on",
  "on-undecided",
  "json",
  "junit",
  "markdown",
  "html",
  "github",
] as const;

/**
 * Declares `VERDICT_OPTIONS`.
 *
 * @param told what each description is told as, where only one action of the command has them
 */
export function declareVerdicts(parser: Argv, told: (describe: string) => string = (text) => text): Argv {
  const text = (describe: string) => ({ type: "string", nargs: 1, describe: told(describe) }) as const;
  const flag = (describe: string) => ({ type: "boolean", describe: told(describe) }) as const;
  return parser
    .option("fail-on", text("Which failing budgets fail the check: error, warn or never [default: error]"))
    .option("on-undecided", text("What an undecided budget does: fail, warn or pass [default: fail]"))
    .option("json", flag("Print the verdicts as JSON instead of text"))
    .option("junit", text("Also write JUnit XML to this file"))
    .option("markdown", text("Also write Markdown to this file"))
    .option("html", text("Also write a page to this file"))
    .option("github", flag("Annotate the budgets' lines [default: in GitHub Actions]"));
}

/** What fails a check, as its options say. */
export function policyOf(args: Arguments): Policy {
  return {
    failOn: wordOption(args, "fail-on", FAIL_ON) ?? "error",
    onUndecided: wordOption(args, "on-undecided", ON_UNDECIDED) ?? "fail",
  };
}
