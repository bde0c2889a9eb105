import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import {
  type Arguments,
  type Command,
  type Context,
  flag,
  positional,
  textOption,
  wordOption,
} from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { writeFiles } from "../output-folder.ts";

const CI_SERVERS = ["github"] as const;

export const initCommand: Command = {
  usage: "init [file]",
  describe: "Write a small scenario file to start from, and a workflow that judges it",
  declare: (parser) =>
    parser
      .positional("file", { type: "string", default: "scenario.yaml", describe: "File to write" })
      .option("force", { type: "boolean", describe: "Overwrite the file if it is there" })
      .option("ci", {
        type: "string",
        nargs: 1,
        describe: "Write a workflow for this CI server (github), and the file only where it is not there",
      })
      .example("$0 init", "writes scenario.yaml")
      .example("$0 init my-night.yaml", "under another name")
      .example("$0 init my-night.yaml --ci github", "and have every push judged"),
  execute,
};

async function execute(args: Arguments, context: Context): Promise<ExitCode> {
  const file = positional(args, "file");
  const force = flag(args, "force");
  if (textOption(args, "ci") === undefined) {
    refuseOver(file, force);
    await writeScenario(file, context);
    return EXIT.ok;
  }
  wordOption(args, "ci", CI_SERVERS);
  const { GITHUB_WORKFLOW, githubWorkflow } = await import("../github-workflow.ts");
  const { engineVersion } = await import("../../result/engine-version.ts");
  const workflow = githubWorkflow(file, engineVersion());
  refuseOver(GITHUB_WORKFLOW, force);
  if (!existsSync(file)) await writeScenario(file, context);
  await writeFiles(dirname(GITHUB_WORKFLOW), [{ name: basename(GITHUB_WORKFLOW), text: () => workflow }]);
  await context.terminal.stderr.write(`Wrote ${GITHUB_WORKFLOW}: it judges the budgets of ${file}\n`);
  return EXIT.ok;
}

function refuseOver(file: string, force: boolean): void {
  if (existsSync(file) && !force)
    throw new InputError(`${file} is there already: choose another name, or overwrite it with --force`);
}

async function writeScenario(file: string, { terminal, engine }: Context): Promise<void> {
  const template = await engine.scenarioTemplate();
  await writeFiles(dirname(file), [{ name: basename(file), text: () => template }]);
  await terminal.stderr.write(`Wrote ${file}. Next: hongbao run ${file}\n`);
}
