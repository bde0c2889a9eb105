import { type Arguments, type Command, type Context, positional } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";

const KINDS: readonly string[] = ["scenario", "result"];

export const schemaCommand: Command = {
  usage: "schema [of]",
  describe: "Print the JSON Schema of scenario files or of results",
  declare: (parser) =>
    parser
      .positional("of", {
        type: "string",
        default: "scenario",
        describe: "scenario or result",
      })
      .example("$0 schema > scenario.schema.json", "for an editor")
      .example("$0 schema result", "for a program that reads results"),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const of = positional(args, "of");
  if (!KINDS.includes(of))
    throw new InputError(`schema: found "${of}", expected one of: ${KINDS.join(", ")}`);
  const schema =
    of === "result"
      ? (await import("../../result/json-schema.ts")).resultJsonSchema()
      : await engine.scenarioSchema();
  await terminal.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return EXIT.ok;
}
