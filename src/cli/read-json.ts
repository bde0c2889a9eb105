import { readFile } from "node:fs/promises";
import { fileProblem } from "./file-problem.ts";
import { InputError } from "./input-error.ts";

/** @throws InputError naming the file and why it cannot be read, or that it is no JSON. */
export async function readJson(source: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(source, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${source} is no JSON: ${error.message}`);
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    throw new InputError(`${source} cannot be read: ${problem}`);
  }
}
