import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../house/sources.ts";
import { DESK } from "../sweep/desk.ts";

export const BIN = join(ROOT, "bin/hongbao.js");

/** A file with the small lab of the tests. */
export function deskFile(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "desk.yaml");
  writeFileSync(file, `version: 1\nkind: lab\nname: desk\n${DESK}`);
  return file;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A hongbao of its own, as a shell starts it. */
export function hongbao(
  words: readonly string[],
  env: Record<string, string> = {},
): ChildProcess & { ended: Promise<Ended> } {
  const child = spawn(process.execPath, [BIN, ...words], { env: { ...process.env, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return Object.assign(child, { ended });
}

/** The finished runs of a sweep: each file, and when it was written. */
export function finished(folder: string): Map<string, number> {
  const runs = join(folder, "runs");
  try {
    const names = readdirSync(runs).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
    return new Map(names.map((name) => [name, statSync(join(runs, name)).mtimeMs]));
  } catch {
    return new Map();
  }
}

/** Waits until so many runs are finished, or the sweep has ended. */
export async function untilFinished(folder: string, runs: number, child: ChildProcess): Promise<void> {
  while (finished(folder).size < runs && child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Kills a sweep with no chance to tidy up each time it has done some more runs; the finished ones must stay as they are. */
export async function killedAndResumed(
  words: readonly string[],
  folder: string,
  killAt: readonly number[],
): Promise<{ ended: Ended; rewritten: string[] }> {
  const rewritten: string[] = [];
  const seen = new Map<string, number>();
  for (const runs of killAt) {
    const child = hongbao(words);
    await untilFinished(folder, runs, child);
    child.kill("SIGKILL");
    await child.ended;
    const before = finished(folder);
    for (const [name, at] of seen) if (before.get(name) !== at) rewritten.push(name);
    for (const [name, at] of before) seen.set(name, at);
  }
  const ended = await hongbao(words).ended;
  const after = finished(folder);
  for (const [name, at] of seen) if (after.get(name) !== at) rewritten.push(name);
  return { ended, rewritten };
}
