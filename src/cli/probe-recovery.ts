import type { Result } from "../result/result.ts";
import type { LoadedScenario, RunOptions } from "./engine.ts";
import { writeFiles } from "./output-folder.ts";
import type { ProgressLine } from "./progress-line.ts";
import { recoveryLines } from "./recovery-lines.ts";

/** Name of the file that a probe of the recovery is written to. */
const FILE = "recovery.json";

/** Runs the scenario under other loads after its own, writes what came of it, and says it in words. */
export async function probeRecovery(
  scenario: LoadedScenario,
  options: RunOptions,
  result: Result,
  folder: string,
  progress: ProgressLine | undefined,
): Promise<string[]> {
  const probe = await scenario.probeRecovery(options, result, ({ factor, afterMs }) =>
    progress?.note(
      `recovery: ${Number(factor.toPrecision(3))} x the load ${afterMs === null ? "does not come back" : "comes back"}`,
    ),
  );
  await writeFiles(folder, [{ name: FILE, text: () => `${JSON.stringify(probe, null, 2)}\n` }]);
  return [...recoveryLines(probe, scenario.start), `Wrote ${FILE} to ${folder}`];
}
