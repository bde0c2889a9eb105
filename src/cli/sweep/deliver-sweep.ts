import { clip } from "../../result/clip.ts";
import { sweepTables } from "../../result/csv/sweep.ts";
import { csvText } from "../../result/csv/table.ts";
import { encodeSweep } from "../../result/sweep/encode-sweep.ts";
import type { SweepResult } from "../../result/sweep/sweep-result.ts";
import { textTable } from "../../result/text-table.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { type OutputFile, writeFiles } from "../output-folder.ts";
import type { Terminal } from "../terminal.ts";
import { figureText } from "./figure-text.ts";

/** Figures on the screen; all of them are in the tables. */
const FIGURES_SHOWN = 4;
const POINTS_SHOWN = 60;
const MESSAGES_SHOWN = 5;

/** Writes a sweep's document, tables and page, and prints what a screen can take of it. */
export async function deliverSweep(
  result: SweepResult,
  folder: string,
  { stdout, stderr }: Terminal,
): Promise<ExitCode> {
  const { renderSweep } = await import("../../report/sweep/sweep-report.ts");
  const page = renderSweep(result);
  const files: OutputFile[] = [
    { name: "sweep.json", text: () => encodeSweep(result) },
    { name: "report.html", text: () => page },
    ...sweepTables(result).map((table) => ({ name: table.file, text: () => csvText(table) })),
  ];
  await writeFiles(folder, files);
  await stdout.write(`${screen(result).join("\n")}\n`);
  await stdout.write(`Wrote ${files.map(({ name }) => name).join(", ")} to ${folder}\n`);
  const wrong = result.points
    .flatMap(({ runs }) => runs)
    .filter(({ status }) => status === "failed" || status === "incomplete");
  for (const { status, message, seed, job } of wrong.slice(0, MESSAGES_SHOWN))
    await stderr.write(`${status}: seed ${clip(seed, 40)}, run ${job.slice(0, 12)}: ${clip(message, 300)}\n`);
  if (wrong.length > MESSAGES_SHOWN)
    await stderr.write(`and ${wrong.length - MESSAGES_SHOWN} more, all of them in runs.csv\n`);
  return result.complete ? EXIT.ok : EXIT.undecided;
}

function screen({ plan, figures, points }: SweepResult): string[] {
  const shown = figures.slice(0, FIGURES_SHOWN);
  const rows = points.slice(0, POINTS_SHOWN).map(({ figures: of, runs }, i) => [
    ...(plan.points[i]?.values ?? []).map((value) => clip(value, 30)),
    `${runs.filter(({ status }) => status === "done").length}/${runs.length}`,
    ...shown.map(({ unit }, f) => {
      const figure = of[f];
      return figure === undefined || figure === null ? "no data" : figureText(figure.estimate, unit);
    }),
  ]);
  const lines = textTable([[...plan.axes, "runs", ...shown.map(({ id }) => id)], ...rows]);
  const left = points.length - rows.length;
  return [...lines, ...(left > 0 ? [`and ${left} more points, all of them in points.csv`] : []), ""];
}
