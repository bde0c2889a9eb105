import { basename, dirname, join } from "node:path";
import type { LabResult } from "../../result/lab-result.ts";
import type { Result } from "../../result/result.ts";
import { type Arguments, type Command, type Context, flag, listOption, textOption } from "../command.ts";
import type { Engine, ReportExtras } from "../engine.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { writeFiles } from "../output-folder.ts";
import { readChecked } from "../read-check.ts";
import { readResult, readResultFile } from "../read-result.ts";
import { readScaleError } from "../read-scale-error.ts";
import { strangerIn } from "../same-run.ts";

export const reportCommand: Command = {
  usage: "report [result..]",
  describe: "Draw the report of a result again, of several seeds, or of two runs to compare",
  declare: (parser) =>
    parser
      .positional("result", {
        type: "string",
        describe: "A result.json, or several: one scenario under several seeds; the first is drawn in full",
      })
      .option("compare", {
        type: "string",
        array: true,
        nargs: 2,
        describe: "Two results, before and after a change: both runs in each chart, changes first",
      })
      .option("check", {
        type: "string",
        nargs: 1,
        describe:
          "What hongbao check --json printed of the scenario: its budgets, with intervals and margins",
      })
      .option("scale-error", {
        type: "string",
        nargs: 1,
        describe: "What hongbao run --measure-scale --json printed of the scenario: what its scale is off by",
      })
      .option("out", {
        type: "string",
        nargs: 1,
        describe: "File to write [default: report.html or comparison.html beside the result]",
      })
      .option("open", { type: "boolean", describe: "Open it in the browser" })
      .example("$0 report reports/line-cut/result.json", "writes reports/line-cut/report.html")
      .example("$0 report reports/mm1/result.json", "of a lab as well")
      .example("$0 report last-year.json --out last-year.html", "under another name")
      .example("$0 report seed-*/result.json --out seeds.html", "bands over seeds")
      .example("$0 report a/result.json --check check.json", "with the verdicts on its budgets")
      .example("$0 report a/result.json --scale-error scale.json", "with what its scale is off by")
      .example("$0 report --compare a/result.json b/result.json --out change.html", "what changed"),
  execute,
};

interface Wanted {
  /** Of a lab: alone, without extras. */
  result: Result | LabResult;
  extras: ReportExtras;
  /** Where it goes unless told. */
  target: string;
}

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const sources = listOption(args, "result");
  const pair = listOption(args, "compare");
  const wanted = pair.length > 0 ? await compared(pair, sources) : await drawn(sources);
  const target = textOption(args, "out") ?? wanted.target;
  const page = await render(wanted, args, engine);
  await writeFiles(dirname(target), [{ name: basename(target), text: () => page }]);
  await terminal.stderr.write(`Wrote ${target}\n`);
  if (!flag(args, "open")) return EXIT.ok;
  const problem = await terminal.open(target);
  if (problem !== undefined) await terminal.stderr.write(`It could not be opened: ${problem}\n`);
  return EXIT.ok;
}

async function render({ result, extras }: Wanted, args: Arguments, engine: Engine): Promise<string> {
  const check = textOption(args, "check");
  const scale = textOption(args, "scale-error");
  if (result.format === "hongbao-lab-result") {
    if (check !== undefined) throw new InputError("--check: found a lab, whose page has no budgets");
    if (scale !== undefined) throw new InputError("--scale-error: found a lab, which has no scale");
    return engine.renderLab(result);
  }
  const judged = check === undefined ? undefined : await readChecked(check, result.scenario);
  return engine.renderReport(result, {
    ...extras,
    ...(judged === undefined ? {} : { budgets: judged.verdicts }),
    ...(scale === undefined ? {} : { scaleError: await readScaleError(scale, result) }),
  });
}

async function compared(pair: readonly string[], others: readonly string[]): Promise<Wanted> {
  const [a, b, third] = pair;
  if (a === undefined || b === undefined || third !== undefined)
    throw new InputError(`--compare: given ${pair.length} results, expected two: before and after`);
  if (others.length > 0)
    throw new InputError(`"${others[0]}": one word too many, --compare has both of its results`);
  const [before, result] = [await readResult(a), await readResult(b)];
  return { result, extras: { before }, target: join(dirname(b), "comparison.html") };
}

async function drawn([first, ...others]: readonly string[]): Promise<Wanted> {
  if (first === undefined || first === "")
    throw new InputError("a file is missing, expected: hongbao report RESULT, or --compare A B");
  const target = join(dirname(first), "report.html");
  const result = await readResultFile(first);
  if (result.format === "hongbao-lab-result") {
    if (others.length > 0)
      throw new InputError(`${others[0]}: one word too many, ${first} is the result of a lab`);
    return { result, extras: {}, target };
  }
  const seeds: Result[] = [];
  const known = new Map([[result.seed, first]]);
  for (const source of others) {
    const seed = await readResult(source);
    refuseStranger(first, result, source, seed);
    const twin = known.get(seed.seed);
    if (twin !== undefined) throw new InputError(`${source} has the seed of ${twin}: ${seed.seed}`);
    known.set(seed.seed, source);
    seeds.push(seed);
  }
  return { result, extras: { seeds }, target };
}

/** Bands over seeds would be bands over anything: what may differ is the seed alone. */
function refuseStranger(first: string, result: Result, source: string, seed: Result): void {
  const stranger = strangerIn(result, seed);
  if (stranger !== undefined)
    throw new InputError(
      `${source} is of ${stranger} than ${first}: several results are one scenario under several seeds; two runs that differ go to --compare`,
    );
}
