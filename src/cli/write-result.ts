import { csvText } from "../result/csv/table.ts";
import { tables } from "../result/csv/tables.ts";
import { decodeResult } from "../result/decode.ts";
import { encodeResult } from "../result/encode.ts";
import type { Result } from "../result/result.ts";
import { InputError } from "./input-error.ts";
import { type OutputFile, writeFiles } from "./output-folder.ts";

export interface Written {
  /** As it reads back from `text`: figures rounded once, so that a report drawn later has the same bytes. */
  result: Result;
  /** The text of result.json. */
  text: string;
  /** Names of the files written; none after a failure. */
  files: string[];
  /** Why the folder could not be written. The result itself is whole and can still be printed. */
  failure: InputError | undefined;
}

/**
 * Writes result.json, the tables and, where a renderer is given, report.html into a folder. The tables are written while
 * a renderer that works elsewhere draws the page.
 */
export async function writeResult(
  simulated: Result,
  folder: string,
  renderReport: ((result: Result, text: string) => Promise<string>) | undefined,
): Promise<Written> {
  const text = encodeResult(simulated);
  const result = decodeResult(text);
  const page = renderReport?.(result, text);
  // It is awaited when its turn comes, the last; a folder that fails before must not leave it unheard.
  page?.catch(() => {});
  const files: OutputFile[] = [
    { name: "result.json", text: () => text },
    ...tables(result).map((table) => ({ name: table.file, text: () => csvText(table) })),
    ...(page === undefined ? [] : [{ name: "report.html", text: () => page }]),
  ];
  try {
    await writeFiles(folder, files);
    return { result, text, files: files.map(({ name }) => name), failure: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { result, text, files: [], failure: error };
  }
}
