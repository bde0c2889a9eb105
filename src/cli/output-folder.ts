import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileProblem } from "./file-problem.ts";
import { InputError } from "./input-error.ts";

/** A file to be written; its text is made only when its turn comes. */
export interface OutputFile {
  name: string;
  text(): string | Promise<string>;
}

const TEMPORARY = /^\.hongbao-(\d+)-.*\.tmp$/;

/**
 * Makes the folder ready before an hour is spent on a run: creates it, clears what killed runs left, and writes and
 * removes a small file, so that a folder that cannot be written is known now.
 *
 * @throws InputError naming the folder and what is wrong with it.
 */
export async function prepareFolder(folder: string): Promise<void> {
  await telling(folder, async () => {
    await makeFolder(folder);
    for (const name of await readdir(folder))
      if (isLeftover(name)) await rm(join(folder, name), { force: true });
    const probe = join(folder, temporaryName("probe"));
    try {
      await writeDurably(probe, " ".repeat(4096));
    } finally {
      await rm(probe, { force: true });
    }
  });
}

/**
 * Writes all files or none: each under a temporary name in the same folder, flushed to the disk, and only when all of
 * them are whole do they take their names. A kill at any moment leaves no half file under a final name.
 *
 * @param make whether the folder is made again where it has vanished since it was prepared.
 * @throws InputError naming the folder and what is wrong with it (full, vanished and not to be made again, ...).
 */
export async function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  { make = true }: { make?: boolean } = {},
): Promise<void> {
  const written: { temporary: string; final: string }[] = [];
  await telling(folder, async () => {
    try {
      // The folder may have vanished since it was prepared; a finished run is worth another try.
      if (make) await makeFolder(folder);
      for (const { name, text } of files) {
        const temporary = join(folder, temporaryName(name));
        written.push({ temporary, final: join(folder, name) });
        await writeDurably(temporary, await text());
      }
      for (const { temporary, final } of written) await rename(temporary, final);
      await flushFolder(folder);
    } catch (error) {
      for (const { temporary } of written) await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  });
}

/** Results in a folder that were not written now: left by a run that wrote more. They are told, never deleted. */
export async function staleFiles(folder: string, written: readonly string[]): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^(?:report\.html|.*\.csv)$/.test(name) && !written.includes(name)).sort();
}

/**
 * Makes a folder and its parents. Not `mkdir` with `recursive`: where a file system refuses a folder with "no such
 * file" although its parent is there (/proc), that one asks for ever.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST" && (await isFolder(folder))) return;
    const parent = dirname(folder);
    if (code !== "ENOENT" || parent === folder || (await isFolder(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(folder);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** What a file is called until it is whole: cleared away when its writer is gone. */
export function temporaryName(name: string): string {
  return `.hongbao-${process.pid}-${name}.tmp`;
}

/** A temporary file whose writer is gone. One with our own number comes from another life of that number. */
function isLeftover(name: string): boolean {
  const pid = Number(TEMPORARY.exec(name)?.[1] ?? Number.NaN);
  return !Number.isNaN(pid) && (pid === process.pid || !isAlive(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(text);
    await flush(file);
  } finally {
    await file.close();
  }
}

/** Makes the new names themselves durable. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await flush(handle);
  } finally {
    await handle.close();
  }
}

/** Some file systems (network, container mounts) cannot flush and say so; the files are whole all the same. */
export async function flush(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "EINVAL" || error.code === "ENOTSUP")))
      throw error;
  }
}

async function telling<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    throw new InputError(`cannot write to the folder ${folder}: ${problem}`);
  }
}
