import type { CheckReport } from "../check/check-report.ts";
import type { Policy } from "../check/level.ts";
import { type Arguments, flag } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { mayColour, type Terminal } from "./terminal.ts";
import { type Targets, writeTargets } from "./written-outputs.ts";

/** Formats of a check beside text and JSON. */
export const CHECK_FORMATS = ["junit", "markdown", "html"] as const;
type CheckFormat = (typeof CHECK_FORMATS)[number];

/** Prints a check's report and writes it in all the formats that are asked for. */
export async function deliverCheck(
  report: CheckReport,
  targets: Targets<CheckFormat>,
  args: Arguments,
  { stdout, stderr, env }: Terminal,
): Promise<void> {
  // Files that cannot be written must not take the verdicts with them.
  const { failure } = await writeTargets(targets, (format) => textOf(format, report));
  if (flag(args, "json")) await stdout.write(`${JSON.stringify(report, null, 1)}\n`);
  else {
    const { checkText } = await import("../check/output/text.ts");
    await stdout.write(checkText(report, { colour: mayColour(stdout, env) }));
  }
  if (args.github ?? env.GITHUB_ACTIONS === "true") {
    const { checkAnnotations } = await import("../check/output/github.ts");
    await stderr.write(checkAnnotations(report));
  }
  if (failure !== undefined) throw failure;
}

async function textOf(format: CheckFormat, report: CheckReport): Promise<string> {
  switch (format) {
    case "junit":
      return (await import("../check/output/junit.ts")).checkJunit(report);
    case "markdown":
      return (await import("../check/output/markdown.ts")).checkMarkdown(report);
    case "html":
      return (await import("./check-html.ts")).checkHtml(report);
  }
}

/** @throws Error where a run threw: a bug of ours. */
export function exitOfCheck({ scenarios }: CheckReport, { failOn }: Policy, interrupted: boolean): ExitCode {
  const error = scenarios.find((scenario) => scenario.error !== null)?.error;
  if (error !== undefined) throw new Error(String(error));
  if (interrupted) return EXIT.interrupted;
  if (failOn === "never") return EXIT.ok;
  const ending = scenarios.flatMap(({ verdicts }) => verdicts).filter(({ level }) => level === "error");
  if (ending.length === 0) return EXIT.ok;
  return ending.some(({ verdict }) => verdict === "fail") ? EXIT.budgetFailed : EXIT.undecided;
}
