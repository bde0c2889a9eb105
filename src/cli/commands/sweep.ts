import { basename, extname, join } from "node:path";
import type { Executor } from "../../execute/executor.ts";
import { engineVersion } from "../../result/engine-version.ts";
import type { Planned } from "../../sweep/make-plan.ts";
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
import { prepareFolder, writeFiles } from "../output-folder.ts";
import { ProgressLine } from "../progress-line.ts";
import { FolderStore } from "../run-store.ts";
import { setOption } from "../set-option.ts";
import { countOption } from "../sweep/count-option.ts";
import { openExecutor } from "../sweep/open-executor.ts";
import { queueOption } from "../sweep/queue-option.ts";
import { type Shard, shardOf, shardOption } from "../sweep/shard-option.ts";
import { windowOptions } from "../sweep/window-options.ts";
import { runsAtATime } from "../workers-option.ts";

const SEEDS = "5";

export const sweepCommand: Command = {
  usage: "sweep <file>",
  describe: "Run a scenario with values varied, under many seeds: tables and a page",
  declare: (parser) =>
    parser
      .positional("file", { type: "string", describe: "Scenario or lab file (YAML)" })
      .option("vary", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "path=values: 30..60, 30..60:10 (in steps), 40Gbps,100Gbps; may be given many times",
      })
      .option("list", { type: "boolean", describe: "Take the n-th value of each, not each with each" })
      .option("random", { type: "string", nargs: 1, describe: "So many points at random in the ranges" })
      .option("seeds", { type: "string", nargs: 1, describe: `Runs at each point [default: ${SEEDS}]` })
      .option("seed", { type: "string", nargs: 1, describe: "The first seed; the others are named after it" })
      .option("set", setOption("all points"))
      .option("scale", { type: "string", nargs: 1, describe: "1/k: one simulated shake stands for k" })
      .option("from", { type: "string", nargs: 1, describe: "Start at this time of the scenario's clock" })
      .option("to", { type: "string", nargs: 1, describe: "Stop at this time of the scenario's clock" })
      .option("out", {
        type: "string",
        nargs: 1,
        describe: "Folder; what is done there is not done again [default: reports/<name of the file>-sweep]",
      })
      .option("workers", { type: "string", nargs: 1, describe: "Runs at a time [default: the cores]" })
      .option("shard", {
        type: "string",
        nargs: 1,
        describe: "i/n: only the i-th of n parts, for hongbao merge",
      })
      .option("queue", {
        type: "string",
        nargs: 1,
        describe: "redis:// or rediss:// address: runs are done by hongbao worker, on any machine",
      })
      .option("results", { type: "boolean", describe: "Keep the result.json of each run as well" })
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .example("$0 sweep gala.yaml --vary sets.count=30..60:6", "six sizes, five seeds each")
      .example("$0 sweep lab.yaml --vary stations.desk.servers=8,10,12 --seeds 20", "a lab")
      .example("$0 sweep gala.yaml --vary sets.count=30..60 --shard 2/8 --out part-2", "an eighth of it"),
  execute,
};

async function execute(args: Arguments, { terminal }: Context): Promise<ExitCode> {
  const file = positional(args, "file");
  const folder = textOption(args, "out") ?? join("reports", `${basename(file, extname(file))}-sweep`);
  const shard = shardOption(textOption(args, "shard"));
  const workers = runsAtATime(textOption(args, "workers"));
  const address = textOption(args, "queue");
  const queue = address === undefined ? undefined : queueOption(address, terminal.env);
  const planned = await plan(file, args);
  const store = new FolderStore(join(folder, "runs"), flag(args, "results"));
  await prepareFolder(folder);
  await store.prepare();
  const { encodePlan } = await import("../../result/sweep/encode-sweep.ts");
  await writeFiles(folder, [{ name: "plan.json", text: () => encodePlan(planned.plan) }]);

  const executor = await openExecutor(workers, queue, terminal);
  const stopped = await perform(planned, shard, store, executor, flag(args, "quiet"), terminal);
  if (stopped) return EXIT.interrupted;
  if (shard !== undefined) {
    await terminal.stdout.write(
      `Part ${shard.index} of ${shard.of} is done: hongbao merge puts the parts together\n`,
    );
    return EXIT.ok;
  }
  const { tabulate } = await import("../../sweep/tabulate.ts");
  const { deliverSweep } = await import("../sweep/deliver-sweep.ts");
  return deliverSweep(await tabulate(planned.plan, (job) => store.read(job)), folder, terminal);
}

async function plan(file: string, args: Arguments): Promise<Planned> {
  const { makePlan } = await import("../../sweep/make-plan.ts");
  const { seedsOf } = await import("../../result/seeds-of.ts");
  const { designPoints, varyOptions } = await import("../sweep/vary-option.ts");
  const { loadPoints } = await import("../sweep/load-points.ts");
  const axes = varyOptions(args);
  const sets = listOption(args, "set");
  const seeds = countOption("seeds", textOption(args, "seeds") ?? SEEDS, 10_000);
  const points = await loadPoints(
    file,
    sets,
    axes,
    designPoints(args, axes, textOption(args, "seed") ?? "sweep"),
  );
  const [first] = points;
  if (first === undefined) throw new InputError("--vary: there is no point");
  const { window, flags } = windowOptions(args, first.scenario);
  return makePlan({
    version: engineVersion(),
    seeds: seedsOf(textOption(args, "seed") ?? first.scenario.run.seed, seeds),
    axes: axes.map(({ path }) => path),
    points,
    flags: [...sets.flatMap((set) => ["--set", set]), ...flags],
    window,
    withResult: flag(args, "results"),
  });
}

/** Does what is missing. Tells whether it was stopped before the end. */
async function perform(
  { jobs }: Planned,
  shard: Shard | undefined,
  store: FolderStore,
  executor: Executor,
  quiet: boolean,
  terminal: Context["terminal"],
): Promise<boolean> {
  const { finish } = await import("../../sweep/finish.ts");
  const stop = new AbortController();
  const endListening = terminal.onInterrupt(() => stop.abort());
  const line = quiet ? undefined : new ProgressLine(terminal);
  const wanted = shardOf(jobs, shard);
  let kept = 0;
  try {
    const counting = {
      has: async (key: string) => {
        const there = await store.has(key);
        if (there) kept++;
        return there;
      },
      keep: async (...run: Parameters<FolderStore["keep"]>) => {
        await store.keep(...run);
        kept++;
      },
    };
    const { before } = await finish(wanted, counting, executor, {
      signal: stop.signal,
      onProgress: ({ done, tasks, share, events }) =>
        line?.update({ clock: `${done} of ${tasks} runs`, share, events }),
    });
    line?.end();
    if (before > 0) await terminal.stderr.write(`${before} of ${wanted.length} runs were done before\n`);
    if (!stop.signal.aborted) return false;
    await terminal.stderr.write(goOn(kept, wanted.length));
    return true;
  } catch (error) {
    line?.end();
    if (error instanceof InputError)
      throw new InputError(`${error.message}\n${goOn(kept, wanted.length).trimEnd()}`);
    throw error;
  } finally {
    line?.end();
    endListening();
    await executor.close();
  }
}

function goOn(kept: number, wanted: number): string {
  return `${kept} of ${wanted} runs are done and kept: the same command goes on from there\n`;
}
