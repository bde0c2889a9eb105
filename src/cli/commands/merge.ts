import { join } from "node:path";
import type { SweepPlan } from "../../result/sweep/plan.ts";
import { type Arguments, type Command, type Context, listOption, textOption } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { prepareFolder, writeFiles } from "../output-folder.ts";
import { FolderStore, resultName } from "../run-store.ts";

export const mergeCommand: Command = {
  usage: "merge <folders..>",
  describe: "Put the parts of a sweep together",
  declare: (parser) =>
    parser
      .positional("folders", { type: "string", array: true, describe: "Folders of hongbao sweep --shard" })
      .option("out", { type: "string", nargs: 1, describe: "Folder for all of it [default: the first]" })
      .example("$0 merge part-1 part-2 --out whole", "two halves"),
  execute,
};

async function execute(args: Arguments, { terminal }: Context): Promise<ExitCode> {
  const folders = listOption(args, "folders");
  const target = textOption(args, "out") ?? folders[0] ?? ".";
  const { encodePlan } = await import("../../result/sweep/encode-sweep.ts");
  const plan = await samePlan(folders);
  const store = new FolderStore(join(target, "runs"), false);
  await prepareFolder(target);
  await store.prepare();
  await writeFiles(target, [{ name: "plan.json", text: () => encodePlan(plan) }]);
  for (const job of new Set(plan.points.flatMap(({ jobs }) => jobs)))
    await gather(job, folders, store, target);

  const { tabulate } = await import("../../sweep/tabulate.ts");
  const { deliverSweep } = await import("../sweep/deliver-sweep.ts");
  const result = await tabulate(plan, (job) => store.read(job));
  const missing = result.points
    .flatMap(({ runs }) => runs)
    .filter(({ status }) => status === "missing").length;
  if (missing > 0)
    await terminal.stderr.write(`${missing} runs are missing: is there a part that was not given?\n`);
  return deliverSweep(result, target, terminal);
}

/** The plan of all folders. @throws InputError where one has none, or another one. */
async function samePlan(folders: readonly string[]): Promise<SweepPlan> {
  const { decodePlan, encodePlan } = await import("../../result/sweep/encode-sweep.ts");
  const problems: string[] = [];
  let first: { folder: string; plan: SweepPlan; text: string } | undefined;
  for (const folder of folders) {
    const text = await new FolderStore(folder, false).text("plan.json");
    const plan = text === undefined ? undefined : decodePlan(text);
    if (plan === undefined)
      problems.push(`${folder}: it has no plan.json of a sweep, expected a folder of hongbao sweep`);
    else if (first === undefined) first = { folder, plan, text: encodePlan(plan) };
    else if (encodePlan(plan) !== first.text)
      problems.push(
        `${folder}: it is of another sweep than ${first.folder}: ${difference(plan, first.plan)}`,
      );
  }
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  if (first === undefined) throw new InputError("a folder is missing");
  return first.plan;
}

function difference(a: SweepPlan, b: SweepPlan): string {
  if (a.engine.version !== b.engine.version) return `hongbao ${a.engine.version}, not ${b.engine.version}`;
  if (a.seeds.join() !== b.seeds.join()) return "other seeds";
  if (a.axes.join() !== b.axes.join()) return "something else is varied";
  return "another scenario, or other points";
}

/** Copies a run into the target, from the first folder that has it. */
async function gather(
  job: string,
  folders: readonly string[],
  store: FolderStore,
  target: string,
): Promise<void> {
  if (await store.has(job)) return;
  for (const folder of folders) {
    if (folder === target) continue;
    const source = new FolderStore(join(folder, "runs"), false);
    const outcome = await source.read(job);
    if (outcome === undefined) continue;
    const result = await source.text(resultName(job));
    const whole = outcome.kind === "done" && result !== undefined ? { ...outcome, result } : outcome;
    await new FolderStore(join(target, "runs"), result !== undefined).keep(job, whole);
    return;
  }
}
