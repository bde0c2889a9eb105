import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Result } from "../../result/result.ts";
import { type Arguments, type Command, type Context, positional, textOption } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { fileProblem } from "../file-problem.ts";
import { InputError } from "../input-error.ts";
import { writeFiles } from "../output-folder.ts";

export const reportCommand: Command = {
  usage: "report <result>",
  describe: "Draw the report of a result again",
  declare: (parser) =>
    parser
      .positional("result", { type: "string", describe: "A result.json" })
      .option("out", {
        type: "string",
        nargs: 1,
        describe: "File to write [default: report.html beside the result]",
      })
      .example("$0 report reports/line-cut/result.json", "writes reports/line-cut/report.html")
      .example("$0 report last-year.json --out last-year.html", "under another name"),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const source = positional(args, "result");
  const target = textOption(args, "out") ?? join(dirname(source), "report.html");
  const result = await read(source);
  const page = await engine.renderReport(result);
  await writeFiles(dirname(target), [{ name: basename(target), text: () => page }]);
  await terminal.stderr.write(`Wrote ${target}\n`);
  return EXIT.ok;
}

/** A gala's result has 15 MB; far above that it is another file, and JavaScript could not hold it as one text. */
const BYTES_MAX = 256 * 1024 * 1024;

async function read(source: string): Promise<Result> {
  const { decodeResult, ResultFormatError } = await import("../../result/decode.ts");
  try {
    const { size } = await stat(source);
    if (size > BYTES_MAX) throw new InputError(`${source} is no result: it has ${size} bytes`);
    return decodeResult(await readFile(source, "utf8"));
  } catch (error) {
    if (error instanceof ResultFormatError) throw new InputError(`${source} ${error.message}`);
    if (error instanceof InputError) throw error;
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    throw new InputError(`${source} cannot be read: ${problem}`);
  }
}
