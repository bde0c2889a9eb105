import { basename, extname, join } from "node:path";
import type { CapacityResult } from "../../result/capacity/capacity-result.ts";
import { engineVersion } from "../../result/engine-version.ts";
import type { AnyScenario } from "../../scenario/scenario.ts";
import {
  type Arguments,
  type Command,
  type Context,
  flag,
  listOption,
  positional,
  textOption,
} from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { prepareFolder } from "../output-folder.ts";
import { ProgressLine } from "../progress-line.ts";
import { FolderStore } from "../run-store.ts";
import { RunsProgress } from "../runs-progress.ts";
import { setOption } from "../set-option.ts";
import { countOption } from "../sweep/count-option.ts";
import { openExecutor } from "../sweep/open-executor.ts";
import { queueOption } from "../sweep/queue-option.ts";
import type { Searched } from "../sweep/range-option.ts";
import { runsAtATime } from "../workers-option.ts";

const RUNS = "39";

export const capacityCommand: Command = {
  usage: "capacity <file>",
  describe: "Find the largest load, or the fewest servers, at which all budgets hold",
  declare: (parser) =>
    parser
      .positional("file", { type: "string", describe: "Scenario or lab file (YAML) with budgets" })
      .option("vary", {
        type: "string",
        nargs: 1,
        describe: "path=lowest..highest: traffic.load=0.5..2, sets.count=24..96, 10Gbps..100Gbps",
      })
      .option("set", setOption("all runs"))
      .option("runs", { type: "string", nargs: 1, describe: `At most so many runs [default: ${RUNS}]` })
      .option("seed", { type: "string", nargs: 1, describe: "The first seed; the others are named after it" })
      .option("out", {
        type: "string",
        nargs: 1,
        describe:
          "Folder; what is done there is not done again [default: reports/<name of the file>-capacity]",
      })
      .option("workers", { type: "string", nargs: 1, describe: "Runs at a time [default: the cores]" })
      .option("queue", {
        type: "string",
        nargs: 1,
        describe: "redis:// or rediss:// address: runs are done by hongbao worker, on any machine",
      })
      .option("json", { type: "boolean", describe: "Print what was found as JSON instead of text" })
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .example("$0 capacity gala.yaml --vary traffic.load=0.5..2", "which peak does it carry?")
      .example("$0 capacity campus-loss.yaml --vary sets.count=30..90", "how many sets does it take?"),
  execute,
};

async function execute(args: Arguments, { terminal }: Context): Promise<ExitCode> {
  const file = positional(args, "file");
  const { searchedOption } = await import("../sweep/range-option.ts");
  const searched = searchedOption(textOption(args, "vary"));
  const runsMax = countOption("runs", textOption(args, "runs") ?? RUNS, 10_000);
  const folder = textOption(args, "out") ?? join("reports", `${basename(file, extname(file))}-capacity`);
  const workers = runsAtATime(textOption(args, "workers"));
  const address = textOption(args, "queue");
  const queue = address === undefined ? undefined : queueOption(address, terminal.env);
  const { scenarioAt, first } = await scenariosOf(file, listOption(args, "set"), searched);
  const store = new FolderStore(join(folder, "runs"), false);
  await prepareFolder(folder);
  await store.prepare();

  const stop = new AbortController();
  const endListening = terminal.onInterrupt(() => stop.abort());
  const line = flag(args, "quiet") ? undefined : new ProgressLine(terminal);
  const progress = new RunsProgress(line);
  const executor = await openExecutor(workers, queue, terminal);
  const { Runs, Stopped } = await import("../../capacity/runs.ts");
  const { findLimit } = await import("../../capacity/find-limit.ts");
  const { seedsOf } = await import("../../result/seeds-of.ts");
  const { limitsOf } = await import("../limits-of.ts");
  const runs = new Runs({
    version: engineVersion(),
    axis: searched.path,
    seeds: seedsOf(textOption(args, "seed") ?? first.run.seed, runsMax),
    flags: listOption(args, "set").flatMap((set) => ["--set", set]),
    scenarioAt,
    store,
    executor: {
      execute: (tasks, of) => executor.execute(tasks, { ...of, onProgress: progress.list(tasks.length) }),
      close: async () => {},
    },
    finishing: { signal: stop.signal },
  });
  try {
    const { path, range } = searched;
    const read = (key: string) => store.read(key);
    const found = await findLimit({ axis: path, range, limits: limitsOf(first), runsMax, runs, read });
    line?.end();
    const { deliverCapacity } = await import("../sweep/deliver-capacity.ts");
    await deliverCapacity(found, folder, flag(args, "json"), terminal);
    return exitOf(found);
  } catch (error) {
    line?.end();
    if (!(error instanceof Stopped)) throw error;
    await terminal.stderr.write("What is done is kept: the same command goes on from there\n");
    return EXIT.interrupted;
  } finally {
    line?.end();
    endListening();
    await executor.close();
  }
}

/** The scenario at any value; both ends are read and checked before anything runs. */
async function scenariosOf(
  file: string,
  sets: readonly string[],
  { path, axis, ends }: Searched,
): Promise<{ scenarioAt(text: string): Promise<AnyScenario>; first: AnyScenario }> {
  const { loadPoints } = await import("../sweep/load-points.ts");
  const load = (texts: readonly string[]) =>
    loadPoints(
      file,
      sets,
      [axis],
      texts.map((text) => [text]),
    );
  const [low] = await load(ends);
  if (low === undefined) throw new InputError(`--vary: ${path} has no values`);
  if (!low.scenario.budgets.some(({ severity }) => severity === "error"))
    throw new InputError(`${file}: it has no budgets, expected at least one of severity error to hold`);
  return {
    first: low.scenario,
    scenarioAt: async (text) => {
      const [point] = await load([text]);
      if (point === undefined) throw new InputError(`--vary: ${path}=${text} is no scenario`);
      return point.scenario;
    },
  };
}

/** No limit within the range is no answer, and neither is one near which nothing was proven. */
function exitOf({ status, proven }: CapacityResult): ExitCode {
  if (status === "none holds") return EXIT.budgetFailed;
  return status === "found" && proven !== null ? EXIT.ok : EXIT.undecided;
}
