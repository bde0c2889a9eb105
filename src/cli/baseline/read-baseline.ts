import { readFile } from "node:fs/promises";
import type { Baseline } from "../../result/baseline/baseline.ts";
import { engineVersion } from "../../result/engine-version.ts";
import type { Checkable } from "../engine.ts";
import { fileProblem } from "../file-problem.ts";
import { InputError } from "../input-error.ts";

/** @throws InputError naming the file and what is wrong with it. */
export async function readBaseline(file: string): Promise<Baseline> {
  const { BaselineFormatError, decodeBaseline } = await import("../../result/baseline/encode-baseline.ts");
  try {
    return decodeBaseline(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof BaselineFormatError) throw new InputError(`${file} ${error.message}`);
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    throw new InputError(`${file} cannot be read: ${problem}`);
  }
}

/** @throws InputError where the baseline is of another scenario or engine: its figures then mean nothing here. */
export function refuseAnother(file: string, baseline: Baseline, { file: of, sha256 }: Checkable): void {
  const facts: readonly (readonly [string, string, string])[] = [
    ["scenario", baseline.scenario.sha256, sha256],
    ["version of hongbao", baseline.engine.version, engineVersion()],
  ];
  const problems = facts
    .filter(([, there, here]) => there !== here)
    .map(
      ([what, there, here]) =>
        `${file} is not comparable: it is of another ${what} (${there}) than ${of} (${here})`,
    );
  if (problems.length === 0) return;
  const hint = `hongbao baseline write makes it anew, hongbao compare tells what two scenarios differ in`;
  throw new InputError([...problems, hint].join("\n"));
}
