import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { LabResult } from "../result/lab-result.ts";
import type { Result } from "../result/result.ts";
import { fileProblem } from "./file-problem.ts";
import { InputError } from "./input-error.ts";

/** A gala's result has 15 MB; far above that it is another file, and JavaScript could not hold it as one text. */
const BYTES_MAX = 256 * 1024 * 1024;

/** @throws InputError naming the file and what is wrong with it */
export async function readResult(source: string): Promise<Result> {
  const { decodeResult } = await import("../result/decode.ts");
  return reading(source, decodeResult);
}

/** A result of an architecture or a lab, from its file. @throws InputError naming the file and what is wrong with it. */
export async function readResultFile(source: string): Promise<Result | LabResult> {
  const { decodeAnyResult } = await import("../result/decode.ts");
  return reading(source, decodeAnyResult);
}

/**
 * A result of an architecture or a lab, from its file or the folder that it lies in.
 *
 * @throws InputError naming the file and what is wrong with it.
 */
export async function readAnyResult(path: string): Promise<Result | LabResult> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return readResultFile(isFolder ? join(path, "result.json") : path);
}

async function reading<T>(source: string, decode: (text: string) => T): Promise<T> {
  const { ResultFormatError } = await import("../result/decode.ts");
  try {
    const { size } = await stat(source);
    if (size > BYTES_MAX) throw new InputError(`${source} is no result: it has ${size} bytes`);
    return decode(await readFile(source, "utf8"));
  } catch (error) {
    if (error instanceof ResultFormatError) throw new InputError(`${source} ${error.message}`);
    if (error instanceof InputError) throw error;
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    throw new InputError(`${source} cannot be read: ${problem}`);
  }
}
