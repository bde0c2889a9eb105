import { basename, dirname } from "node:path";
import { type Arguments, textOption } from "./command.ts";
import { InputError } from "./input-error.ts";
import { prepareFolder, writeFiles } from "./output-folder.ts";

/** Files that a command writes beside what it prints, and the format of each. */
export type Targets<Format extends string> = ReadonlyMap<string, Format>;

/** Which format goes to which file: `--FORMAT FILE`. */
export function targetsOf<Format extends string>(
  args: Arguments,
  formats: readonly Format[],
): Targets<Format> {
  const targets = new Map<string, Format>();
  for (const format of formats) {
    const file = textOption(args, format);
    if (file === undefined) continue;
    if (targets.has(file))
      throw new InputError(`--${format}: ${file} is written by --${targets.get(file)} already`);
    targets.set(file, format);
  }
  return targets;
}

/** Makes all their folders ready before anything is run. */
export async function prepareTargets(targets: Targets<string>): Promise<void> {
  for (const file of targets.keys()) await prepareFolder(dirname(file));
}

/** Writes each; what could not be written is thrown only after all the others were. */
export async function writeTargets<Format extends string>(
  targets: Targets<Format>,
  textOf: (format: Format) => Promise<string>,
): Promise<{ failure: unknown }> {
  let failure: unknown;
  for (const [file, format] of targets) {
    const text = await textOf(format);
    await writeFiles(dirname(file), [{ name: basename(file), text: () => text }]).catch((error: unknown) => {
      failure ??= error;
    });
  }
  return { failure };
}
