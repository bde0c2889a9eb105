import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome } from "../execute/task.ts";
import type { FinishedOutcome } from "../result/sweep/finished-run.ts";
import type { RunStore } from "../sweep/finish.ts";
import { fileProblem } from "./file-problem.ts";
import { InputError } from "./input-error.ts";
import { prepareFolder, writeFiles } from "./output-folder.ts";

/** Finished runs in a folder, a file each, named by the hash of what they depend on. */
export class FolderStore implements RunStore {
  private readonly folder: string;
  private readonly withResults: boolean;

  /** @param withResults a run is there only together with its result.json. */
  constructor(folder: string, withResults: boolean) {
    this.folder = folder;
    this.withResults = withResults;
  }

  prepare(): Promise<void> {
    return prepareFolder(this.folder);
  }

  async has(key: string): Promise<boolean> {
    const outcome = await this.read(key);
    if (outcome === undefined) return false;
    return !this.withResults || outcome.kind === "failed" || (await isFile(this.path(resultName(key))));
  }

  /** The outcome of a run; undefined where there is none, or where the file holds something else. */
  async read(key: string): Promise<FinishedOutcome | undefined> {
    const text = await this.text(runName(key));
    return text === undefined ? undefined : (await codec()).decodeFinishedRun(key, text);
  }

  /** The text of a file of the store, undefined where there is none. */
  async text(name: string): Promise<string | undefined> {
    try {
      return await readFile(this.path(name), "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      const problem = fileProblem(error);
      if (problem === undefined) throw error;
      throw new InputError(`cannot read ${this.path(name)}: ${problem}`);
    }
  }

  /**
   * The folder is not made again where it has vanished: what was kept in it has gone with it, and a disk that was
   * unmounted must not be mistaken for an empty one.
   */
  async keep(key: string, outcome: Exclude<Outcome, { kind: "skipped" }>): Promise<void> {
    const kept = outcome.kind === "done" ? { kind: outcome.kind, replication: outcome.replication } : outcome;
    const { encodeFinishedRun } = await codec();
    const run = { name: runName(key), text: () => encodeFinishedRun(key, kept) };
    const result = outcome.kind === "done" && this.withResults ? outcome.result : undefined;
    // The result first: who sees the run finds its result as well.
    const files = result === undefined ? [run] : [{ name: resultName(key), text: () => result }, run];
    await writeFiles(this.folder, files, { make: false });
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}

/** Loaded when it is needed: it brings the schemas of results, for which `--help` should not wait. */
function codec(): Promise<typeof import("../result/sweep/finished-run.ts")> {
  return import("../result/sweep/finished-run.ts");
}

export function runName(key: string): string {
  return `${key}.json`;
}

export function resultName(key: string): string {
  return `${key}.result.json`;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
