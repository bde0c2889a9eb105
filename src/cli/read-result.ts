import { readFile, stat } from "node:fs/promises";
import type { Result } from "../result/result.ts";
import { fileProblem } from "./file-problem.ts";
import { InputError } from "./input-error.ts";

/** A gala's result has 15 MB; far above that it is another file, and JavaScript could not hold it as one text. */
const BYTES_MAX = 256 * 1024 * 1024;

/** @throws InputError naming the file and what is wrong with it */
export async function readResult(source: string): Promise<Result> {
  const { decodeResult, ResultFormatError } = await import("../result/decode.ts");
  try {
    const { size } = await stat(source);
    if (size > BYTES_MAX) throw new InputError(`${source} is no result: it has ${size} bytes`);
    return decodeResult(await readFile(source, "utf8"));
  } catch (error) {
    if (error instanceof ResultFormatError) throw new InputError(`${source} ${error.message}`);
    if (error instanceof InputError) throw error;
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    throw new InputError(`${source} cannot be read: ${problem}`);
  }
}
