import { type Arguments, type Command, type Context, positional } from "../command.ts";
import type { Engine } from "../engine.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";

const KINDS: readonly string[] = ["scenario", "result", "lab-result", "check", "comparison"];

export const schemaCommand: Command = {
  usage: "schema [of]",
  describe:
    "Print the JSON Schema of scenario files, of results (of labs as well), of checks or of comparisons",
  declare: (parser) =>
    parser
      .positional("of", {
        type: "string",
        default: "scenario",
        describe: "scenario, result, lab-result, check or comparison",
      })
      .example("$0 schema > scenario.schema.json", "for an editor")
      .example("$0 schema result", "for a program that reads results"),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const of = positional(args, "of");
  if (!KINDS.includes(of))
    throw new InputError(`schema: found "${of}", expected one of: ${KINDS.join(", ")}`);
  const schema = await schemaOf(of, engine);
  await terminal.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return EXIT.ok;
}

async function schemaOf(of: string, engine: Engine): Promise<object> {
  if (of === "result") return (await import("../../result/json-schema.ts")).resultJsonSchema();
  if (of === "lab-result") return (await import("../../result/lab-json-schema.ts")).labResultJsonSchema();
  if (of === "check") return (await import("../../check/json-schema.ts")).checkJsonSchema();
  if (of === "comparison")
    return (await import("../../result/compare/json-schema.ts")).comparisonJsonSchema();
  return engine.scenarioSchema();
}
