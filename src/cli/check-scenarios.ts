import {
  CHECK_FORMAT,
  CHECK_VERSION,
  type CheckedScenario,
  type CheckReport,
} from "../check/check-report.ts";
import { Decision } from "../check/decide.ts";
import { levelOf, type Policy } from "../check/level.ts";
import { VERDICTS, type Verdict } from "../check/verdict.ts";
import type { Executor } from "../execute/executor.ts";
import { type Replicated, replicate } from "../execute/replicate.ts";
import { engineVersion } from "../result/engine-version.ts";
import { seedsOf } from "../result/seeds-of.ts";
import type { Checkable } from "./engine.ts";
import { replayCommand } from "./repeat-command.ts";
import type { RunsProgress } from "./runs-progress.ts";

export interface CheckOptions {
  looks: readonly number[];
  policy: Policy;
  sets: readonly string[];
  executor: Executor;
  progress: RunsProgress;
  signal: AbortSignal;
}

/** Judges scenarios side by side, as far as there are workers; the report is in their order. */
export async function checkScenarios(
  scenarios: readonly Checkable[],
  leftOut: readonly Checkable[],
  options: CheckOptions,
): Promise<CheckReport> {
  const checked = await Promise.all(scenarios.map((of) => checkScenario(of, options)));
  return reportOf(checked, options.looks, leftOut);
}

/** The document of a check. */
export function reportOf(
  scenarios: CheckedScenario[],
  looks: readonly number[],
  leftOut: readonly Checkable[] = [],
): CheckReport {
  const verdicts = scenarios.flatMap((of) => of.verdicts);
  const count = (word: string) => verdicts.filter(({ verdict }) => verdict === word).length;
  return {
    format: CHECK_FORMAT,
    version: CHECK_VERSION,
    engine: { name: "hongbao", version: engineVersion() },
    looks: [...looks],
    scenarios,
    leftOut: leftOut.map(({ file, scenario: { name } }) => ({ file, name })),
    counts: Object.fromEntries(VERDICTS.map((word) => [word, count(word)])) as CheckReport["counts"],
  };
}

async function checkScenario(
  { file, scenario, sha256, limits, places }: Checkable,
  { looks, policy, sets, executor, progress, signal }: CheckOptions,
): Promise<CheckedScenario> {
  const decision = new Decision(limits, looks);
  const { replications, interrupted, error } = await replicate(
    scenario,
    (wanted) => seedsOf(scenario.run.seed, wanted),
    decision,
    {
      execute: (tasks, of) => executor.execute(tasks, { ...of, onProgress: progress.list(tasks.length) }),
      close: async () => {},
    },
    { signal },
  );
  const policed = { policy, sets };
  return checkedScenario(
    { file, scenario, sha256, places },
    { replications, interrupted, error },
    decision.all,
    policed,
  );
}

/** What a check found about one scenario, with the place of each budget and what its verdict means to the build. */
export function checkedScenario(
  { file, scenario, sha256, places }: Pick<Checkable, "file" | "scenario" | "sha256" | "places">,
  { replications, interrupted, error }: Replicated,
  verdicts: readonly Verdict[],
  { policy, sets }: Pick<CheckOptions, "policy" | "sets">,
): CheckedScenario {
  return {
    file,
    name: scenario.name,
    sha256,
    start: scenario.kind === "lab" ? null : scenario.run.from,
    k: scenario.kind === "lab" ? null : scenario.run.scale,
    seeds: replications.map(({ seed }) => seed),
    events: replications.reduce((sum, { events }) => sum + events, 0),
    interrupted,
    error,
    verdicts: verdicts.map((verdict) => ({
      ...verdict,
      place: places[verdict.budget] ?? { file, line: null, column: null },
      replay: verdict.worst === null ? null : replayCommand(file, { seed: verdict.worst.seed, sets }),
      level: levelOf(verdict, policy),
    })),
  };
}
