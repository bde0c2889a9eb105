import { basename, dirname } from "node:path";
import type { Replicated } from "../../execute/replicate.ts";
import {
  type Arguments,
  type Command,
  type Context,
  listOption,
  positional,
  textOption,
  wordOption,
} from "../command.ts";
import { CHECK_FORMATS, deliverCheck, exitOfCheck } from "../deliver-check.ts";
import type { Checkable } from "../engine.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { prepareFolder, writeFiles } from "../output-folder.ts";
import { setOption } from "../set-option.ts";
import { declareVerdicts, policyOf, VERDICT_OPTIONS } from "../verdict-options.ts";
import { withRuns } from "../with-runs.ts";
import { runsAtATime } from "../workers-option.ts";
import { prepareTargets, targetsOf } from "../written-outputs.ts";

const SEEDS = 5;
const SEEDS_MIN = 5;
const SEEDS_MAX = 100;

const ACTIONS = ["write", "check"] as const;
/** Options of one action alone. */
const OWN: Readonly<Record<(typeof ACTIONS)[number], readonly string[]>> = {
  write: ["out", "seeds"],
  check: ["baseline", ...VERDICT_OPTIONS],
};

export const baselineCommand: Command = {
  usage: "baseline <action> <file>",
  describe: "Keep a scenario's figures in a file, and judge what has changed since",
  declare: (parser) =>
    declareVerdicts(
      parser
        .positional("action", { type: "string", describe: "write or check" })
        .positional("file", { type: "string", describe: "Scenario file (YAML)" })
        .option("set", setOption("the scenario"))
        .option("out", {
          type: "string",
          nargs: 1,
          describe: "write: the file, to be committed [default: baseline.json]",
        })
        .option("seeds", { type: "string", nargs: 1, describe: `write: how many runs [default: ${SEEDS}]` })
        .option("baseline", {
          type: "string",
          nargs: 1,
          describe: "check: the file that was written [default: baseline.json]",
        })
        .option("workers", { type: "string", nargs: 1, describe: "Runs at a time [default: the cores]" }),
      (text) => `check: ${text.charAt(0).toLowerCase()}${text.slice(1)}`,
    )
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .example("$0 baseline write night.yaml --out night.baseline.json", "to be committed")
      .example("$0 baseline check night.yaml --baseline night.baseline.json", "in CI"),
  execute,
};

async function execute(args: Arguments, context: Context): Promise<ExitCode> {
  const action = wordOption({ ACTION: args.action }, "ACTION", ACTIONS);
  if (action === undefined) throw new InputError("an action is missing, expected write or check");
  const other = action === "write" ? "check" : "write";
  const idle = OWN[other].find((name) => args[name] !== undefined);
  if (idle !== undefined) throw new InputError(`--${idle}: it is for hongbao baseline ${other}`);
  return action === "write" ? write(args, context) : check(args, context);
}

async function write(args: Arguments, context: Context): Promise<ExitCode> {
  const { terminal, engine } = context;
  const file = positional(args, "file");
  const target = textOption(args, "out") ?? "baseline.json";
  const seeds = seedsOption(textOption(args, "seeds"));
  const scenario = await engine.checkable(file, listOption(args, "set"));
  await prepareFolder(dirname(target));
  const { seedsOf } = await import("../../result/seeds-of.ts");
  const names = seedsOf(scenario.scenario.run.seed, seeds);
  const { replications, interrupted, error } = await runs(scenario, names, args, context);
  if (error !== null) throw new Error(error);
  if (interrupted) {
    await terminal.stderr.write("Interrupted: no baseline is written of some of its seeds\n");
    return EXIT.interrupted;
  }
  const cut = replications.find(({ complete }) => !complete);
  if (cut !== undefined) {
    const why = cut.incompleteBecause.join("; ");
    await terminal.stderr.write(`No baseline is written: seed ${cut.seed} was not run to its end: ${why}\n`);
    return EXIT.undecided;
  }
  const { baselineFigures } = await import("../../check/baseline/measure.ts");
  const { BASELINE_FORMAT, BASELINE_VERSION } = await import("../../result/baseline/baseline.ts");
  const { encodeBaseline } = await import("../../result/baseline/encode-baseline.ts");
  const { engineVersion } = await import("../../result/engine-version.ts");
  const figures = baselineFigures(replications);
  const text = encodeBaseline({
    format: BASELINE_FORMAT,
    version: BASELINE_VERSION,
    engine: { name: "hongbao", version: engineVersion() },
    scenario: { name: scenario.scenario.name, sha256: scenario.sha256 },
    seeds: names,
    figures,
  });
  await writeFiles(dirname(target), [{ name: basename(target), text: () => text }]);
  await terminal.stderr.write(`Wrote ${target}: ${figures.length} figures of ${names.length} seeds\n`);
  return EXIT.ok;
}

async function check(args: Arguments, context: Context): Promise<ExitCode> {
  const { terminal, engine } = context;
  const file = positional(args, "file");
  const sets = listOption(args, "set");
  const source = textOption(args, "baseline") ?? "baseline.json";
  const policy = policyOf(args);
  const targets = targetsOf(args, CHECK_FORMATS);
  const { readBaseline, refuseAnother } = await import("../baseline/read-baseline.ts");
  const baseline = await readBaseline(source);
  const scenario = await engine.checkable(file, sets);
  refuseAnother(source, baseline, scenario);
  const { hasIncrease, judgeIncreases } = await import("../../check/baseline/judge-increases.ts");
  if (!scenario.limits.some(hasIncrease))
    throw new InputError(
      `${file}: no budget has a maxIncrease or maxDecrease, expected at least one to judge`,
    );
  await prepareTargets(targets);
  const ran = await runs(scenario, baseline.seeds, args, context);
  const verdicts = judgeIncreases(scenario.limits, baseline, ran.replications);
  const { checkedScenario, reportOf } = await import("../check-scenarios.ts");
  const report = reportOf(
    [checkedScenario(scenario, ran, verdicts, { policy, sets })],
    [baseline.seeds.length],
  );
  await deliverCheck(report, targets, args, terminal);
  if (ran.error === null && !ran.interrupted) {
    const { baselineFigures, differingFigures } = await import("../../check/baseline/measure.ts");
    const differing = differingFigures(baseline.figures, baselineFigures(ran.replications)).length;
    await terminal.stderr.write(`${sameness(differing, baseline.figures.length, source)}\n`);
  }
  return exitOfCheck(report, policy, ran.interrupted);
}

/** Of equal scenario, seeds and version any difference is news by itself. */
function sameness(differing: number, figures: number, source: string): string {
  if (differing === 0) return `All ${figures} figures are the same to the digit as in ${source}`;
  return `${differing} of ${figures} figures are not those of ${source}, although scenario, seeds and version are: the code has changed`;
}

async function runs(
  scenario: Checkable,
  seeds: readonly string[],
  args: Arguments,
  context: Context,
): Promise<Replicated> {
  const workers = runsAtATime(textOption(args, "workers"));
  const { runSeeds } = await import("../baseline/run-seeds.ts");
  return withRuns(args, context, workers, (runs) => runSeeds(scenario, seeds, runs));
}

function seedsOption(text: string | undefined): number {
  if (text === undefined) return SEEDS;
  const seeds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seeds >= SEEDS_MIN && seeds <= SEEDS_MAX) return seeds;
  throw new InputError(`--seeds: found "${text}", expected a number from ${SEEDS_MIN} to ${SEEDS_MAX}`);
}
