import { writeFileSync } from "node:fs";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LAB_REQUEST_COLUMNS, labRequestRow } from "../result/csv/lab-requests.ts";
import { type Cell, csvLines } from "../result/csv/table.ts";
import type { LabRequest } from "../result/lab-request.ts";
import { fileProblem } from "./file-problem.ts";
import { InputError } from "./input-error.ts";
import { flush, makeFolder, temporaryName } from "./output-folder.ts";

/** Rows held before they are written: a run of any length needs no more memory than these. */
const BATCH_ROWS = 500;

/**
 * A table with a row for each request of a lab, written while the lab runs, under a temporary name until it is whole. A
 * disk that fills up does not stop the run: `finish` tells of it when the result is safe.
 */
export class RequestsFile {
  readonly path: string;
  private readonly temporary: string;
  private readonly file: FileHandle;
  private batch: Cell[][] = [];
  private rows = 0;
  private failure: unknown;
  private isOpen = true;

  private constructor(path: string, temporary: string, file: FileHandle) {
    this.path = path;
    this.temporary = temporary;
    this.file = file;
    this.write(csvLines([LAB_REQUEST_COLUMNS]));
  }

  /** @throws InputError naming the file and what is wrong with it. */
  static async open(path: string): Promise<RequestsFile> {
    const temporary = join(dirname(path), temporaryName(basename(path)));
    try {
      if (await isFolder(path)) throw new InputError(`cannot write ${path}: it is a folder, not a file`);
      await makeFolder(dirname(path));
      return new RequestsFile(path, temporary, await open(temporary, "w"));
    } catch (error) {
      throw telling(path, error);
    }
  }

  add(request: LabRequest): void {
    this.rows++;
    this.batch.push(labRequestRow(request));
    if (this.batch.length >= BATCH_ROWS) this.writeBatch();
  }

  /**
   * The file takes its name; resolves to the number of requests in it.
   *
   * @throws InputError naming the file and what went wrong with it, now or before.
   */
  async finish(): Promise<number> {
    this.writeBatch();
    try {
      if (this.failure !== undefined) throw this.failure;
      await flush(this.file);
      await this.close();
      await rename(this.temporary, this.path);
      return this.rows;
    } catch (error) {
      throw telling(this.path, error);
    }
  }

  /** Nothing is left of a file that did not take its name. */
  async discard(): Promise<void> {
    await this.close();
    await rm(this.temporary, { force: true });
  }

  private async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.file.close();
  }

  private writeBatch(): void {
    this.write(csvLines(this.batch));
    this.batch = [];
  }

  private write(text: string): void {
    if (this.failure !== undefined) return;
    try {
      writeFileSync(this.file.fd, text);
    } catch (error) {
      this.failure = error;
    }
  }
}

function telling(path: string, error: unknown): unknown {
  const problem = fileProblem(error);
  return problem === undefined ? error : new InputError(`cannot write ${path}: ${problem}`);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
