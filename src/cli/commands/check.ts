import { isJudged } from "../../check/limit.ts";
import { type Arguments, type Command, type Context, listOption, textOption } from "../command.ts";
import { CHECK_FORMATS, deliverCheck, exitOfCheck } from "../deliver-check.ts";
import type { Checkable, Engine } from "../engine.ts";
import type { ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { looksOption } from "../looks-option.ts";
import { setOption } from "../set-option.ts";
import { declareVerdicts, policyOf } from "../verdict-options.ts";
import { withRuns } from "../with-runs.ts";
import { runsAtATime } from "../workers-option.ts";
import { prepareTargets, targetsOf } from "../written-outputs.ts";

export const checkCommand: Command = {
  usage: "check <files..>",
  describe: "Judge the budgets of scenarios, with as many seeds as that takes",
  declare: (parser) =>
    declareVerdicts(
      parser
        .positional("files", { type: "string", array: true, describe: "Scenario files (YAML)" })
        .option("set", setOption("each scenario"))
        .option("seeds", {
          type: "string",
          nargs: 1,
          describe: "After how many seeds to look, until all is decided [default: 5,10,20]",
        })
        .option("workers", { type: "string", nargs: 1, describe: "Runs at a time [default: the cores]" }),
    )
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .example("$0 check line-cut.yaml", "one scenario")
      .example("$0 check scenarios/*.yaml --junit check.xml", "the gallery, for a CI server")
      .example("$0 check gala.yaml --set access.servers=500", "does it still hold with fewer?")
      .example("$0 check gala.yaml --seeds 5 --on-undecided warn", "a quick look"),
  execute,
};

async function execute(args: Arguments, context: Context): Promise<ExitCode> {
  const { terminal, engine } = context;
  const sets = listOption(args, "set");
  const looks = looksOption(textOption(args, "seeds"));
  const workers = runsAtATime(textOption(args, "workers"));
  const policy = policyOf(args);
  const targets = targetsOf(args, CHECK_FORMATS);
  const { scenarios, leftOut } = withoutStudies(await loadAll(listOption(args, "files"), sets, engine));
  await prepareTargets(targets);

  return withRuns(args, context, workers, async ({ endProgress, ...runs }) => {
    const { checkScenarios } = await import("../check-scenarios.ts");
    const report = await checkScenarios(scenarios, leftOut, { looks, policy, sets, ...runs });
    endProgress();
    await deliverCheck(report, targets, args, terminal);
    return exitOfCheck(report, policy, runs.signal.aborted);
  });
}

/** All scenarios, or the problems of all of them at once. */
async function loadAll(
  files: readonly string[],
  sets: readonly string[],
  engine: Engine,
): Promise<Checkable[]> {
  const scenarios: Checkable[] = [];
  const problems: string[] = [];
  for (const [i, file] of files.entries()) {
    if (files.indexOf(file) < i) continue;
    try {
      const checkable = await engine.checkable(file, sets);
      if (checkable.limits.some(isJudged)) scenarios.push(checkable);
      else problems.push(`${file}: it has no budgets, expected at least one to judge`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  return scenarios;
}

/** A study takes so long that it is judged only where nothing else was asked for. */
function withoutStudies(all: readonly Checkable[]): Record<"scenarios" | "leftOut", readonly Checkable[]> {
  const isStudy = ({ scenario }: Checkable) => scenario.kind === "architecture" && scenario.run.study;
  if (all.every(isStudy)) return { scenarios: all, leftOut: [] };
  return { scenarios: all.filter((of) => !isStudy(of)), leftOut: all.filter(isStudy) };
}
