import { type Arguments, type Command, type Context, listOption } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { setOption } from "../set-option.ts";

export const validateCommand: Command = {
  usage: "validate <files..>",
  describe: "Check scenario files and tell all their problems at once",
  declare: (parser) =>
    parser
      .positional("files", { type: "string", array: true, describe: "Scenario files (YAML)" })
      .option("set", setOption("the scenario before the check"))
      .example("$0 validate scenarios/*.yaml", "the whole gallery")
      .example("$0 validate gala.yaml --set sets.count=36", "with one value changed"),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const problems: string[] = [];
  for (const file of listOption(args, "files")) {
    try {
      const loaded = await engine.load(file, listOption(args, "set"));
      await terminal.stdout.write(`${file}: ok (${loaded.name})\n`);
      const notes = loaded.kind === "lab" ? [] : loaded.scaleNotes;
      for (const note of notes) await terminal.stdout.write(`  note: ${note}\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  return EXIT.ok;
}
