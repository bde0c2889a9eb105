import type { Comparison } from "../../result/compare/comparison.ts";
import { type Arguments, type Command, type Context, flag, listOption, textOption } from "../command.ts";
import type { Side } from "../compare/side.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { setOption } from "../set-option.ts";
import { countOption } from "../sweep/count-option.ts";
import { mayColour } from "../terminal.ts";
import { withRuns } from "../with-runs.ts";
import { runsAtATime } from "../workers-option.ts";
import { prepareTargets, type Targets, targetsOf, writeTargets } from "../written-outputs.ts";

const FORMATS = ["markdown", "html"] as const;
type Format = (typeof FORMATS)[number];

const SEEDS = "5";
const SEEDS_MAX = 100;

export const compareCommand: Command = {
  usage: "compare <files..>",
  describe: "Say what changed between two scenarios or results, and which figures moved",
  declare: (parser) =>
    parser
      .positional("files", {
        type: "string",
        array: true,
        describe: "Two scenarios, two results (files or folders), or one scenario with --a and --b",
      })
      .option("a", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "Change a value of side A: path=value; may be given many times",
      })
      .option("b", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "Change a value of side B: path=value; may be given many times",
      })
      .option("set", setOption("both sides"))
      .option("seeds", { type: "string", nargs: 1, describe: `Pairs of runs [default: ${SEEDS}]` })
      .option("seed", {
        type: "string",
        nargs: 1,
        describe: "The first seed of both sides; the others are named after it [default: A's]",
      })
      .option("scale", { type: "string", nargs: 1, describe: "1/k: one simulated shake stands for k" })
      .option("from", { type: "string", nargs: 1, describe: "Start at this time of the scenario's clock" })
      .option("to", { type: "string", nargs: 1, describe: "Stop at this time of the scenario's clock" })
      .option("workers", { type: "string", nargs: 1, describe: "Runs at a time [default: the cores]" })
      .option("json", { type: "boolean", describe: "Print the comparison as JSON instead of text" })
      .option("markdown", { type: "string", nargs: 1, describe: "Also write Markdown to this file" })
      .option("html", {
        type: "string",
        nargs: 1,
        describe: "Also write a page with both runs in each chart",
      })
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .example("$0 compare before.yaml after.yaml", "two scenarios")
      .example("$0 compare gala.yaml --b access.servers=500", "as it is, and with fewer servers")
      .example("$0 compare gala.yaml --a sets.count=36 --b sets.count=60 --seeds 10", "two changes of it")
      .example("$0 compare reports/a reports/b --html change.html", "two results, nothing is run"),
  execute,
};

async function execute(args: Arguments, context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const targets = targetsOf(args, FORMATS);
  const files = filesOf(args);
  const { isResult } = await import("../compare/result-side.ts");
  const results = await Promise.all(files.map(isResult));
  if (results[0] !== results[1])
    throw new InputError(
      `${files[0]} is a ${results[0] ? "result" : "scenario"}, ${files[1]} a ${results[1] ? "result" : "scenario"}: expected two of one kind`,
    );
  const compared = results[0]
    ? await comparedResults(files, args, targets)
    : await comparedScenarios(files, args, targets, context);
  if (compared === undefined) {
    await terminal.stderr.write(
      "Interrupted: nothing is compared of runs that were done in time by chance\n",
    );
    return EXIT.interrupted;
  }
  await deliver(compared, targets, args, context);
  return compared.comparison.complete ? EXIT.ok : EXIT.undecided;
}

interface Compared {
  comparison: Comparison;
  sides: readonly [Side, Side] | undefined;
}

function filesOf(args: Arguments): [string, string] {
  const [a, b, third] = listOption(args, "files");
  if (third !== undefined) throw new InputError(`"${third}": one word too many, expected two sides`);
  if (a === undefined || a === "" || b === "") throw new InputError("FILES: the name is empty");
  if (b !== undefined) return [a, b];
  if (listOption(args, "a").length + listOption(args, "b").length > 0) return [a, a];
  throw new InputError(
    `compare: one side is missing, expected a second file, or changes to ${a}: --b path=value`,
  );
}

/** Flags that say how scenarios are run; results have been run. */
const OF_SCENARIOS = ["a", "b", "set", "seeds", "seed", "scale", "from", "to", "workers"];

async function comparedResults(
  files: readonly [string, string],
  args: Arguments,
  targets: Targets<Format>,
): Promise<Compared> {
  const idle = OF_SCENARIOS.find((name) => args[name] !== undefined);
  if (idle !== undefined) throw new InputError(`--${idle}: results have been run, it is for scenarios`);
  const { pairedBySeed, resultSide } = await import("../compare/result-side.ts");
  const { compareSides } = await import("../compare/compare-sides.ts");
  await prepareTargets(targets);
  const sides = [await resultSide(files[0]), await resultSide(files[1])] as const;
  return { comparison: compareSides(...sides, pairedBySeed(...sides), []), sides };
}

async function comparedScenarios(
  files: readonly [string, string],
  args: Arguments,
  targets: Targets<Format>,
  context: Context,
): Promise<Compared | undefined> {
  const seeds = countOption("seeds", textOption(args, "seeds") ?? SEEDS, SEEDS_MAX);
  const workers = runsAtATime(textOption(args, "workers"));
  const { scenarioSides } = await import("../compare/scenario-sides.ts");
  const { sides, flags } = await scenarioSides(files, args, context.engine);
  await prepareTargets(targets);
  const { seedsOf } = await import("../../result/seeds-of.ts");
  const same = sides[0].sha256 === sides[1].sha256;
  const names = same ? [] : seedsOf(textOption(args, "seed") ?? sides[0].scenario.run.seed, seeds);
  const { runPairs } = await import("../compare/run-pairs.ts");
  const withResult = [...targets.values()].includes("html");
  const ran = await withRuns(args, context, workers, (runs) =>
    runPairs(sides, { seeds: names, withResult, ...runs }),
  );
  if (ran === undefined) return undefined;
  const { compareSides } = await import("../compare/compare-sides.ts");
  const pairs = { a: ran[0].replications, b: ran[1].replications, paired: true };
  return { comparison: compareSides(...ran, pairs, flags), sides: same ? undefined : ran };
}

async function deliver(
  { comparison, sides }: Compared,
  targets: Targets<Format>,
  args: Arguments,
  { terminal: { stdout, env }, engine }: Context,
): Promise<void> {
  const { failure } = await writeTargets(targets, async (format) => {
    if (format === "markdown")
      return (await import("../../check/compare/markdown.ts")).comparisonMarkdown(comparison);
    const [before, after] = [sides?.[0].result, sides?.[1].result];
    if (before !== undefined && after !== undefined)
      return engine.renderReport(after, { before, comparison });
    return (await import("../../report/compare/compare-report.ts")).renderComparison(comparison);
  });
  if (flag(args, "json")) await stdout.write(`${JSON.stringify(comparison, null, 1)}\n`);
  else {
    const { comparisonText } = await import("../../check/compare/text.ts");
    await stdout.write(comparisonText(comparison, { colour: mayColour(stdout, env) }));
  }
  if (failure !== undefined) throw failure;
}
