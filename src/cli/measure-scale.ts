import type { MeasuredScale } from "../result/scale/measured-scale.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Arguments, type Context, flag, listOption, textOption } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { InputError } from "./input-error.ts";
import { scaleOption } from "./scale-option.ts";
import { windowOptions } from "./sweep/window-options.ts";
import { withRuns } from "./with-runs.ts";
import { runsAtATime } from "./workers-option.ts";

/** Seeds at each scale. */
const SEEDS = 5;
/** How many times finer the other scale is, unless said. */
const FINER = 8;

/** Runs a scenario, or a window of it, at its scale and at a finer one, and prints what each figure is off by. */
export async function measureScale(file: string, args: Arguments, context: Context): Promise<ExitCode> {
  const { terminal, engine } = context;
  const checkable = await engine.checkable(file, listOption(args, "set"));
  const { scenario } = checkable;
  if (scenario.kind === "lab") throw new InputError("--measure-scale: a lab has no scale");
  const { window } = windowOptions(args, scenario);
  const { k, finer } = scalesOf(args, window.k ?? scenario.run.scale);
  const workers = runsAtATime(textOption(args, "workers"));
  const { seedsOf } = await import("../result/seeds-of.ts");
  const { runPairs } = await import("./compare/run-pairs.ts");
  const { compareFigures } = await import("../check/compare/compare-figures.ts");
  const { measuredScaleLines, MEASURED_SCALE_FORMAT, MEASURED_SCALE_VERSION } = await import(
    "../result/scale/measured-scale.ts"
  );
  const seeds = seedsOf(textOption(args, "seed") ?? scenario.run.seed, SEEDS);

  return withRuns(args, context, workers, async ({ endProgress, ...runs }) => {
    const sides = [finer, k].map((of) => ({ ...checkable, flags: [], window: { ...window, k: of } }));
    const ran = await runPairs(sides as [(typeof sides)[0], (typeof sides)[0]], {
      seeds,
      withResult: false,
      ...runs,
    });
    endProgress();
    if (ran === undefined) return EXIT.interrupted;
    const [fine, coarse] = ran.map((side) => judgedOnly(scenario, side.replications));
    const incomplete = ran.flatMap((side) => side.about.incomplete);
    const measured: MeasuredScale = {
      format: MEASURED_SCALE_FORMAT,
      version: MEASURED_SCALE_VERSION,
      name: scenario.name,
      k,
      finer,
      seeds,
      fromMs: window.fromMs ?? scenario.run.begin,
      toMs: window.toMs ?? scenario.run.to,
      ...compareFigures(fine ?? [], coarse ?? [], incomplete.length === 0),
    };
    const text = flag(args, "json")
      ? JSON.stringify(measured, null, 1)
      : measuredScaleLines(measured).join("\n");
    await terminal.stdout.write(`${text}\n`);
    for (const why of incomplete) await terminal.stderr.write(`not whole: ${why}\n`);
    return incomplete.length === 0 ? EXIT.ok : EXIT.undecided;
  });
}

function scalesOf(args: Arguments, k: number): { k: number; finer: number } {
  const text = textOption(args, "finer");
  const finer = text === undefined ? Math.max(1, Math.floor(k / FINER)) : scaleOption(text, "finer");
  if (finer < k) return { k, finer };
  throw new InputError(`--measure-scale: 1/${finer} is no finer than 1/${k}, the scale that is measured`);
}

/** Where a scenario has budgets their figures count, else those that every run has. */
function judgedOnly<T extends { budgets: unknown[]; figures: unknown[] }>(
  { budgets }: Scenario,
  replications: readonly T[],
): T[] {
  return replications.map((of) => (budgets.length > 0 ? { ...of, figures: [] } : of));
}
