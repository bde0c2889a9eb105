import { capacityLines } from "../../result/capacity/capacity-lines.ts";
import { type CapacityResult, encodeCapacity } from "../../result/capacity/capacity-result.ts";
import { sweepTables } from "../../result/csv/sweep.ts";
import { csvText } from "../../result/csv/table.ts";
import { type OutputFile, writeFiles } from "../output-folder.ts";
import type { Terminal } from "../terminal.ts";

/** Writes what a search found, its tables and its page, and prints it. */
export async function deliverCapacity(
  result: CapacityResult,
  folder: string,
  asJson: boolean,
  { stdout, stderr }: Terminal,
): Promise<void> {
  const { renderCapacity } = await import("../../report/capacity/capacity-report.ts");
  const page = renderCapacity(result);
  const files: OutputFile[] = [
    { name: "capacity.json", text: () => encodeCapacity(result) },
    { name: "report.html", text: () => page },
    ...sweepTables(result.tested).map((table) => ({ name: table.file, text: () => csvText(table) })),
  ];
  await writeFiles(folder, files);
  const wrote = `Wrote ${files.map(({ name }) => name).join(", ")} to ${folder}\n`;
  if (asJson) {
    await stdout.write(encodeCapacity(result));
    await stderr.write(wrote);
  } else await stdout.write(`${capacityLines(result).join("\n")}\n\n${wrote}`);
}
