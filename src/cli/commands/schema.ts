import { type Arguments, type Command, type Context, positional } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { PUBLISHED_SCHEMAS } from "../published-schemas.ts";

const WORDS = Object.keys(PUBLISHED_SCHEMAS);

export const schemaCommand: Command = {
  usage: "schema [of]",
  describe: "Print the JSON Schema of scenario files, or of a document that hongbao writes",
  declare: (parser) =>
    parser
      .positional("of", {
        type: "string",
        default: "scenario",
        describe: Object.entries(PUBLISHED_SCHEMAS)
          .map(([word, { of }]) => `${word} (${of})`)
          .join(", "),
      })
      .example("$0 schema > scenario.schema.json", "for an editor")
      .example("$0 schema result", "for a program that reads results"),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const of = positional(args, "of");
  const published = Object.hasOwn(PUBLISHED_SCHEMAS, of) ? PUBLISHED_SCHEMAS[of] : undefined;
  if (published === undefined)
    throw new InputError(`schema: found "${of}", expected one of: ${WORDS.join(", ")}`);
  await terminal.stdout.write(`${JSON.stringify(await published.schema(engine), null, 2)}\n`);
  return EXIT.ok;
}
