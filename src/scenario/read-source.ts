import { readFileSync, statSync } from "node:fs";
import type { Problem } from "./problem.ts";

/** Largest file that is read [bytes]; the whole gala takes 6 kB. */
const SIZE_MAX = 1_000_000;

/** The text of a scenario file, or the one thing that keeps it from being read. */
export function readSource(file: string): { text: string } | { problem: Problem } {
  let bytes: Buffer;
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) return { problem: fileProblem(file, "is a directory") };
    if (!stat.isFile()) return { problem: fileProblem(file, "is not a regular file") };
    if (stat.size > SIZE_MAX) return { problem: tooLarge(file, stat.size) };
    bytes = readFileSync(file);
  } catch (error) {
    return { problem: fileProblem(file, whyUnreadable(error)) };
  }
  return textOf(bytes, file);
}

/** Text that did not come from a file obeys the same limits. */
export function checkText(text: string, name: string): { text: string } | { problem: Problem } {
  return text.length > SIZE_MAX ? { problem: tooLarge(name, text.length) } : withoutBinary(text, name);
}

function textOf(bytes: Buffer, file: string): { text: string } | { problem: Problem } {
  try {
    return withoutBinary(new TextDecoder("utf-8", { fatal: true }).decode(bytes), file);
  } catch {
    return { problem: fileProblem(file, "is not text: it holds bytes that are no UTF-8") };
  }
}

function withoutBinary(text: string, file: string): { text: string } | { problem: Problem } {
  if (text.includes("\0")) return { problem: fileProblem(file, "is not text: it holds a NUL byte") };
  if (text.trim() === "") return { problem: fileProblem(file, "is empty") };
  return { text };
}

function tooLarge(file: string, size: number): Problem {
  const megabytes = (size / 1e6).toFixed(1);
  return fileProblem(file, `is too large: ${megabytes} MB, at most ${SIZE_MAX / 1e6} MB are read`);
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "does not exist";
    case "EACCES":
    case "EPERM":
      return "may not be read: permission denied";
    case "ENAMETOOLONG":
      return "has too long a name";
    default:
      return `cannot be read${typeof code === "string" ? ` (${code})` : ""}`;
  }
}

function fileProblem(file: string, why: string): Problem {
  return { kind: "file", file, path: "", found: file, why, expected: "a scenario file" };
}
