import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LabResult } from "../../result/lab-result.ts";
import { type Arguments, type Command, type Context, flag } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { ProgressLine } from "../progress-line.ts";

/** The cases lie in the gallery, in the package as in the repository. */
const CASES = fileURLToPath(new URL("../../../scenarios/lab", import.meta.url));

/** How much shorter than in their files the cases run, unless in full. */
const SHORTER = 20;

export const selftestCommand: Command = {
  usage: "selftest",
  describe: "Simulate systems whose exact answers are known, and compare",
  declare: (parser) =>
    parser
      .option("full", { type: "boolean", describe: "Run the cases at full length: minutes, not seconds" })
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .example("$0 selftest", `every case, ${SHORTER} times shorter than at full length`)
      .example("$0 selftest --full", "to the tolerance that each case states"),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const { verdictRows } = await import("../../result/lab-rows.ts");
  const { textTable } = await import("../../result/text-table.ts");
  const progress = flag(args, "quiet") ? undefined : new ProgressLine(terminal);
  const rows = [["case", "figure", "exact", "estimate", "95 % interval", "verdict"]];
  const verdicts: LabResult["exact"][number]["verdict"][] = [];
  let interrupted = false;
  const endListening = terminal.onInterrupt(() => {
    interrupted = true;
  });
  try {
    const names = readdirSync(CASES).filter((name) => name.endsWith(".yaml"));
    // Labs count their own events: progress is of all cases together.
    let eventsBefore = 0;
    for (const [i, name] of names.sort().entries()) {
      const lab = await engine.load(join(CASES, name), []);
      if (lab.kind !== "lab" || lab.knownFigures === 0) continue;
      const result = await lab.run({
        seed: lab.seed,
        shorter: flag(args, "full") ? 1 : SHORTER,
        shouldStop: () => interrupted,
        onProgress: ({ share, events }) =>
          progress?.update({
            clock: lab.name,
            share: (i + share) / names.length,
            events: eventsBefore + events,
          }),
      });
      eventsBefore += result.events;
      if (interrupted) return EXIT.interrupted;
      rows.push(...verdictRows(result));
      verdicts.push(...result.exact.map(({ verdict }) => verdict));
    }
  } finally {
    progress?.end();
    endListening();
  }
  const count = (of: string) => verdicts.filter((verdict) => verdict === of).length;
  const told = `${count("holds")} hold, ${count("fails")} fail, ${count("undecided")} undecided`;
  await terminal.stdout.write(`${textTable(rows).join("\n")}\n\n${told}\n`);
  if (count("fails") > 0) return EXIT.bug;
  return count("undecided") > 0 ? EXIT.undecided : EXIT.ok;
}
