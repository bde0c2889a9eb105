import type { AnyResult } from "../../result/diff/diff-results.ts";
import { type Arguments, type Command, type Context, flag, positional, wordOption } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { readAnyResult } from "../read-result.ts";

const ACTIONS = ["diff"] as const;

export const resultsCommand: Command = {
  usage: "results <action> <a> <b>",
  describe: "Explain the first difference of two results",
  declare: (parser) =>
    parser
      .positional("action", { type: "string", describe: "diff" })
      .positional("a", { type: "string", describe: "A result.json, or a folder that holds one" })
      .positional("b", { type: "string", describe: "Another" })
      .option("json", { type: "boolean", describe: "Print the difference as JSON instead of text" })
      .example("$0 results diff a/result.json b/result.json", "exit code 0: the same, 1: not")
      .example("$0 results diff reports/yesterday reports/today", "folders"),
  execute,
};

async function execute(args: Arguments, { terminal }: Context): Promise<ExitCode> {
  wordOption({ ACTION: args.action }, "ACTION", ACTIONS);
  const [fileA, fileB] = [positional(args, "a"), positional(args, "b")];
  const [a, b]: [AnyResult, AnyResult] = [await readAnyResult(fileA), await readAnyResult(fileB)];
  if (a.kind !== b.kind)
    throw new InputError(
      `${fileA} is the result of a scenario of kind ${a.kind}, ${fileB} of kind ${b.kind}`,
    );
  const { diffResults } = await import("../../result/diff/diff-results.ts");
  const diff = diffResults(a, b);
  if (flag(args, "json")) await terminal.stdout.write(`${JSON.stringify(diff, null, 1)}\n`);
  else {
    const { diffLines } = await import("../../result/diff/diff-lines.ts");
    await terminal.stdout.write(`${diffLines(diff, a).join("\n")}\n`);
  }
  return diff.equal ? EXIT.ok : EXIT.different;
}
