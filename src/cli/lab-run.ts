import { basename, dirname, extname, join, resolve } from "node:path";
import type { LabResult } from "../result/lab-result.ts";
import { type Arguments, type Context, flag, listOption, textOption } from "./command.ts";
import type { LoadedLab } from "./engine.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { InputError } from "./input-error.ts";
import { type OutputFile, prepareFolder, staleFiles, writeFiles } from "./output-folder.ts";
import { ProgressLine } from "./progress-line.ts";
import { repeatCommand } from "./repeat-command.ts";
import { RequestsFile } from "./requests-file.ts";

/** `hongbao run` of a lab: result.json, its tables, a page, and a summary; a lab has no clock and no scale. */
export async function labRun(
  lab: LoadedLab,
  file: string,
  args: Arguments,
  { terminal, engine }: Context,
): Promise<ExitCode> {
  for (const name of ["scale", "from", "to"])
    if (args[name] !== undefined)
      throw new InputError(`--${name}: a lab has none; its size is set by run.requests and run.replications`);
  if (args.workers !== undefined)
    throw new InputError("--workers: a lab has no regions to be run side by side");
  if (flag(args, "probe-recovery"))
    throw new InputError(
      "--probe-recovery: a lab has no round and no fault; its sentAt tells what it comes back to",
    );
  const folder = textOption(args, "out") ?? join("reports", basename(file, extname(file)));
  const seed = textOption(args, "seed") ?? lab.seed;
  await prepareFolder(folder);
  const requests = await openRequests(textOption(args, "requests"), folder);
  let interrupted = false;
  const endListening = terminal.onInterrupt(() => {
    interrupted = true;
  });
  const progress = flag(args, "quiet") ? undefined : new ProgressLine(terminal);
  try {
    const simulated = await lab.run({
      seed,
      shouldStop: () => interrupted,
      onRequest: requests && ((request) => requests.add(request)),
      onProgress: ({ share, replication, events }) =>
        progress?.update({ clock: `replication ${replication + 1}`, share, events }),
    });
    progress?.end();
    const command = repeatCommand({ seed, sets: listOption(args, "set") });
    await deliver({ ...simulated, command }, folder, args, { terminal, engine }, requests);
    return interrupted ? EXIT.interrupted : verdict(simulated);
  } finally {
    progress?.end();
    endListening();
    await requests?.discard();
  }
}

/** @throws InputError where it cannot be written, or the run writes another file of that name. */
async function openRequests(path: string | undefined, folder: string): Promise<RequestsFile | undefined> {
  if (path === undefined) return undefined;
  const { LAB_TABLE_FILES } = await import("../result/csv/lab.ts");
  const others = ["result.json", "report.html", ...LAB_TABLE_FILES].map((name) => resolve(folder, name));
  if (others.includes(resolve(path)))
    throw new InputError(`--requests: ${path} is what the run writes itself, expected another name`);
  return RequestsFile.open(path);
}

async function deliver(
  result: LabResult,
  folder: string,
  args: Arguments,
  { terminal: { stdout, stderr }, engine }: Context,
  requests: RequestsFile | undefined,
): Promise<void> {
  const { csvText } = await import("../result/csv/table.ts");
  const { labTables } = await import("../result/csv/lab.ts");
  const { encodeLabResult } = await import("../result/encode-lab.ts");
  const text = encodeLabResult(result);
  const page = flag(args, "no-report") ? undefined : await engine.renderLab(result);
  const files: OutputFile[] = [
    { name: "result.json", text: () => text },
    ...(page === undefined ? [] : [{ name: "report.html", text: () => page }]),
    ...labTables(result).map((table) => ({ name: table.file, text: () => csvText(table) })),
  ];
  // A folder that cannot be written must not take the result with it.
  let failure: unknown;
  await writeFiles(folder, files).catch((error: unknown) => {
    failure = error;
  });
  const names = files.map(({ name }) => name);
  const footer = failure === undefined ? [`Wrote ${names.join(", ")} to ${folder}`] : [];
  await requests?.finish().then(
    (rows) => footer.push(`Wrote ${rows} requests to ${requests.path}`),
    (error: unknown) => {
      failure ??= error;
    },
  );
  if (flag(args, "json")) {
    await stdout.write(text);
    if (footer.length > 0) await stderr.write(`${footer.join("\n")}\n`);
  } else {
    const { labSummary } = await import("../result/lab-summary.ts");
    await stdout.write(labSummary(result, { footer }));
  }
  if (failure !== undefined) throw failure;
  if (requests !== undefined && resolve(dirname(requests.path)) === resolve(folder))
    names.push(basename(requests.path));
  const older = await staleFiles(folder, names);
  if (older.length > 0) await stderr.write(`Of an earlier run, not of this one: ${older.join(", ")}\n`);
}

/** A known value that does not hold fails the run as a budget would; a run too short to tell is undecided. */
function verdict({ complete, exact }: LabResult): ExitCode {
  if (exact.some((of) => of.verdict === "fails")) return EXIT.budgetFailed;
  return complete && exact.every((of) => of.verdict === "holds") ? EXIT.ok : EXIT.undecided;
}
