import type { ProblemKind } from "./complaint.ts";

/** One thing wrong with the input, as data; `formatProblem` makes the sentence. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The file, or the flag ("--set access.servers=x"). */
  readonly file: string;
  /** From 1; absent for a flag and for a file that could not be read. Columns count UTF-16 units. */
  readonly line?: number;
  readonly column?: number;
  /** Where in the language: "lines.sz-sh-main.bandwidth"; "" for the whole file. */
  readonly path: string;
  /** The offending text, or what it is. */
  readonly found: string;
  readonly expected: string;
  /** Why what was found will not do: "it has no unit". */
  readonly why?: string;
  /** The nearest right thing. */
  readonly suggestion?: string;
}

/** "gala.yaml:12:14: access.servers: found "6x8", expected a whole number ... (did you mean "..."?)" */
export function formatProblem(problem: Problem): string {
  const { file, line, column, path, suggestion } = problem;
  const where = line === undefined ? file : `${file}:${line}:${column}`;
  const hint = suggestion === undefined ? "" : ` (did you mean "${suggestion}"?)`;
  // A key may hold anything: what would break the line is shown as a blank.
  const at = path.replace(/\p{Cc}+/gu, " ");
  return `${where}: ${at === "" ? "" : `${at}: `}${sentence(problem)}${hint}`;
}

function sentence({ kind, found, expected, why, suggestion }: Problem): string {
  switch (kind) {
    case "file":
    case "syntax":
      return `${why ?? found}${expected === "" ? "" : `, expected ${expected}`}`;
    case "unknown-key":
      return `unknown key ${found}${suggestion === undefined ? `, expected ${expected}` : ""}`;
    case "duplicate":
      return `${found} is given twice${expected === "" ? "" : `, expected ${expected}`}`;
    case "missing-key":
      return `${found} is missing, expected ${expected}`;
    case "version":
    case "bad-value":
    case "bad-reference":
    case "contradiction":
      return `found ${found}, expected ${expected}${why === undefined ? "" : `: ${why}`}`;
  }
}

/** By file in the order of reading, then by position. */
export function sortProblems(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const rank = (problem: Problem): number => {
    const at = files.indexOf(problem.file);
    return at < 0 ? files.length : at;
  };
  return [...problems].sort(
    (a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
