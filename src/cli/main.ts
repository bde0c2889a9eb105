import { engineVersion } from "../result/engine-version.ts";
import type { Command } from "./command.ts";
import { baselineCommand } from "./commands/baseline.ts";
import { capacityCommand } from "./commands/capacity.ts";
import { checkCommand } from "./commands/check.ts";
import { compareCommand } from "./commands/compare.ts";
import { initCommand } from "./commands/init.ts";
import { mergeCommand } from "./commands/merge.ts";
import { reportCommand } from "./commands/report.ts";
import { resultsCommand } from "./commands/results.ts";
import { runCommand } from "./commands/run.ts";
import { schemaCommand } from "./commands/schema.ts";
import { selftestCommand } from "./commands/selftest.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { traceCommand } from "./commands/trace.ts";
import { validateCommand } from "./commands/validate.ts";
import { workerCommand } from "./commands/worker.ts";
import type { Engine } from "./engine.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { explainFailure } from "./explain-failure.ts";
import { InputError } from "./input-error.ts";
import { lazyEngine } from "./lazy-engine.ts";
import { parse } from "./parser.ts";
import { processTerminal } from "./process-terminal.ts";
import type { Terminal } from "./terminal.ts";

const COMMANDS: readonly Command[] = [
  runCommand,
  checkCommand,
  compareCommand,
  baselineCommand,
  validateCommand,
  initCommand,
  reportCommand,
  resultsCommand,
  schemaCommand,
  traceCommand,
  selftestCommand,
  sweepCommand,
  mergeCommand,
  capacityCommand,
  workerCommand,
];

/** Does what a command line asks for and tells the exit code; it never ends the process itself. */
export async function main(
  words: readonly string[],
  terminal: Terminal = processTerminal(),
  engine: Engine = lazyEngine,
): Promise<ExitCode> {
  const version = engineVersion();
  try {
    const request = await parse(words, COMMANDS, { version, columns: terminal.stdout.columns });
    if (request.kind === "text") {
      await terminal.stdout.write(request.text);
      return EXIT.ok;
    }
    return await request.command.execute(request.args, { terminal, engine });
  } catch (error) {
    if (error instanceof InputError) {
      await terminal.stderr.write(`${error.message}\n`);
      return EXIT.inputAtFault;
    }
    await terminal.stderr.write(explainFailure(error, version, words.includes("--debug")));
    return EXIT.bug;
  }
}
