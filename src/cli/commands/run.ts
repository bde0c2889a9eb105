import { basename, extname, join } from "node:path";
import type { Result } from "../../result/result.ts";
import {
  type Arguments,
  type Command,
  type Context,
  flag,
  listOption,
  positional,
  textOption,
} from "../command.ts";
import type { Engine, LoadedScenario, RunOptions } from "../engine.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { prepareFolder, staleFiles } from "../output-folder.ts";
import { ProgressLine } from "../progress-line.ts";
import { repeatCommand } from "../repeat-command.ts";
import { scaleOption } from "../scale-option.ts";
import { setOption } from "../set-option.ts";
import { mayColour } from "../terminal.ts";
import { timeOption } from "../time-option.ts";
import { workersOption } from "../workers-option.ts";
import type { Written } from "../write-result.ts";

export const runCommand: Command = {
  usage: "run <file>",
  describe: "Simulate a scenario and write its result, tables and report",
  declare: (parser) =>
    parser
      .positional("file", { type: "string", describe: "Scenario file (YAML)" })
      .option("out", {
        type: "string",
        nargs: 1,
        describe: "Folder for the results [default: reports/<name of the file>]",
      })
      .option("seed", { type: "string", nargs: 1, describe: "Seed of all random streams" })
      .option("set", setOption("the scenario"))
      .option("scale", { type: "string", nargs: 1, describe: "1/k: one simulated shake stands for k" })
      .option("measure-scale", {
        type: "boolean",
        describe:
          "Do not write a result: run it at its scale and at a finer one, tell what figures are off by",
      })
      .option("finer", {
        type: "string",
        nargs: 1,
        describe: "With --measure-scale: the finer scale, down to 1/1 [default: an eighth of k]",
      })
      .option("workers", {
        type: "string",
        nargs: 1,
        describe: "Threads to run on, a region or more on each [default: 1]; the result is the same",
      })
      .option("from", { type: "string", nargs: 1, describe: "Start at this time of the scenario's clock" })
      .option("to", { type: "string", nargs: 1, describe: "Stop at this time of the scenario's clock" })
      .option("probe-recovery", {
        type: "boolean",
        describe:
          "Also find out after which load the system does not come back by itself: runs it some times more",
      })
      .option("json", { type: "boolean", describe: "Print the result as JSON instead of the summary" })
      .option("requests", {
        type: "string",
        nargs: 1,
        describe: "Of a lab: write every request as a line of this file (CSV)",
      })
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .option("no-report", { type: "boolean", describe: "Write no report.html" })
      .example("$0 run line-cut.yaml", "results in reports/line-cut/")
      .example("$0 run gala.yaml --scale 1/35", "a finer scale")
      .example("$0 run gala.yaml --workers 2", "the two cities side by side, on two cores")
      .example("$0 run gala.yaml --from 22:29 --to 22:35", "six minutes of it")
      .example("$0 run gala.yaml --measure-scale --from 22:30 --to 22:31", "what its scale is off by")
      .example("$0 run gala.yaml --set sets.count=36", "fewer sets")
      .example("$0 run avalanche.yaml --probe-recovery", "does it come back, and from which load not?")
      .example("$0 run lab.yaml --requests requests.csv", "every request of a lab")
      .example("$0 run gala.yaml --json --quiet", "the result for a program"),
  execute,
};

async function execute(args: Arguments, context: Context): Promise<ExitCode> {
  const { terminal, engine } = context;
  const file = positional(args, "file");
  if (flag(args, "measure-scale"))
    return (await import("../measure-scale.ts")).measureScale(file, args, context);
  if (args.finer !== undefined) throw new InputError("--finer: it is for --measure-scale");
  const sets = listOption(args, "set");
  const folder = textOption(args, "out") ?? join("reports", basename(file, extname(file)));
  // Before the scenario is read: an option at fault should not wait for it.
  const options: RunOptions = {};
  const seed = textOption(args, "seed");
  if (seed !== undefined) options.seed = seed;
  const scale = textOption(args, "scale");
  if (scale !== undefined) options.k = scaleOption(scale);
  const workers = textOption(args, "workers");
  if (workers !== undefined) options.threads = workersOption(workers);
  const [from, to] = [textOption(args, "from"), textOption(args, "to")];

  const scenario = await engine.load(file, sets);
  if (scenario.kind === "lab") return (await import("../lab-run.ts")).labRun(scenario, file, args, context);
  if (args.requests !== undefined)
    throw new InputError(
      `--requests: found a night of ${scenario.name}, expected a lab (kind: lab): a night's requests are too many to be written one by one`,
    );
  if (from !== undefined) options.fromMs = timeOption("from", from, scenario);
  if (to !== undefined) options.toMs = timeOption("to", to, scenario);
  if ((options.fromMs ?? scenario.fromMs) >= (options.toMs ?? scenario.toMs))
    throw new InputError(`--from ${from ?? "(the start)"} is not before --to ${to ?? "(the end)"}`);
  const probes = flag(args, "probe-recovery");
  if (probes) await scenario.checkProbe(options);
  await prepareFolder(folder);

  const command = repeatCommand({ seed: seed ?? scenario.seed, k: options.k ?? scenario.k, sets, from, to });
  let interrupted = false;
  const endListening = terminal.onInterrupt(() => {
    interrupted = true;
  });
  const progress = flag(args, "quiet") ? undefined : new ProgressLine(terminal);
  try {
    const simulated = await simulate(scenario, options, () => interrupted, progress);
    progress?.note("writing the result and its report");
    const drawing = flag(args, "no-report") ? "none" : (options.threads ?? 1) > 1 ? "beside" : "here";
    const { result, text, files, failure } = await write({ ...simulated, command }, folder, drawing, engine);
    progress?.end();
    await print(result, text, files, folder, flag(args, "json"), terminal);
    if (failure !== undefined) throw failure;
    if (probes && !interrupted) {
      const { probeRecovery } = await import("../probe-recovery.ts");
      const shouldStop = () => interrupted;
      const lines = await probeRecovery(scenario, { ...options, shouldStop }, result, folder, progress);
      progress?.end();
      // stdout carries the result alone where that is asked for.
      const stream = flag(args, "json") ? terminal.stderr : terminal.stdout;
      await stream.write(`${lines.join("\n")}\n`);
    }
    const older = await staleFiles(folder, files);
    if (older.length > 0)
      await terminal.stderr.write(`Of an earlier run, not of this one: ${older.join(", ")}\n`);
    return interrupted ? EXIT.interrupted : verdict(result);
  } finally {
    progress?.end();
    endListening();
  }
}

async function simulate(
  scenario: LoadedScenario,
  options: RunOptions,
  shouldStop: () => boolean,
  progress: ProgressLine | undefined,
): Promise<Result> {
  const { timeOfDay } = await import("../../result/clock-text.ts");
  return scenario.run({
    ...options,
    shouldStop,
    progressEveryMs: 1000,
    onProgress: ({ simulatedMs, share, events }) =>
      progress?.update({ clock: timeOfDay(scenario.start, simulatedMs), share, events }),
  });
}

/** Beside is on a thread of its own, where the run may have several. */
async function write(
  result: Result,
  folder: string,
  drawing: "none" | "here" | "beside",
  engine: Engine,
): Promise<Written> {
  const { writeResult } = await import("../write-result.ts");
  if (drawing !== "beside")
    return writeResult(result, folder, drawing === "none" ? undefined : (read) => engine.renderReport(read));
  const beside = await engine.reportBeside();
  try {
    return await writeResult(result, folder, (_, text) => beside.draw(text));
  } finally {
    await beside.end();
  }
}

async function print(
  result: Result,
  text: string,
  files: readonly string[],
  folder: string,
  json: boolean,
  { stdout, stderr, env }: Context["terminal"],
): Promise<void> {
  const tables = files.filter((name) => name.endsWith(".csv")).length;
  const pages = files.filter((name) => !name.endsWith(".csv")).join(", ");
  const footer = files.length === 0 ? [] : [`Wrote ${pages} and ${tables} tables to ${folder}`];
  if (json) {
    await stdout.write(text);
    if (footer.length > 0) await stderr.write(`${footer.join("\n")}\n`);
    return;
  }
  const { summary } = await import("../../result/summary.ts");
  await stdout.write(summary(result, { colour: mayColour(stdout, env), footer }));
}

/** A run by itself has no budgets: it fails only where it cannot be trusted. */
function verdict(result: Result): ExitCode {
  if (result.money.violations.length > 0)
    throw new Error(`the books do not balance: ${result.money.violations.join("; ")}`);
  return result.complete ? EXIT.ok : EXIT.undecided;
}
