import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Arguments, type Command, type Context, flag, positional } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { writeFiles } from "../output-folder.ts";

export const initCommand: Command = {
  usage: "init [file]",
  describe: "Write a small scenario file to start from",
  declare: (parser) =>
    parser
      .positional("file", { type: "string", default: "scenario.yaml", describe: "File to write" })
      .option("force", { type: "boolean", describe: "Overwrite the file if it is there" })
      .example("$0 init", "writes scenario.yaml")
      .example("$0 init my-night.yaml", "under another name"),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const file = positional(args, "file");
  if (existsSync(file) && !flag(args, "force"))
    throw new InputError(`${file} is there already: choose another name, or overwrite it with --force`);
  const template = await engine.scenarioTemplate();
  await writeFiles(dirname(file), [{ name: basename(file), text: () => template }]);
  await terminal.stderr.write(`Wrote ${file}. Next: hongbao run ${file}\n`);
  return EXIT.ok;
}
