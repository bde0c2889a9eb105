import type { z } from "zod";

/** What a rule of the schema has against a value; travels in the `params` of a zod issue. */
export interface Complaint {
  kind: ProblemKind;
  /** What should stand there. */
  expected: string;
  /** Why what was found will not do: "it has no unit". */
  why?: string;
  /** What was found, where the value's own text does not say it. */
  found?: string;
  suggestion?: string;
}

export type ProblemKind =
  | "file"
  | "syntax"
  | "version"
  | "unknown-key"
  | "missing-key"
  | "bad-value"
  | "bad-reference"
  | "duplicate"
  | "contradiction";

interface Sink {
  issues: z.core.$ZodRawIssue[];
}

/** Adds a complaint about the value at `path` below what is being parsed. */
export function complain(sink: Sink, input: unknown, complaint: Complaint, path: PropertyKey[] = []): void {
  sink.issues.push({ code: "custom", input, path, params: { complaint }, message: complaint.expected });
}

/** The complaint inside an issue that `complain` made. */
export function complaintOf(params: unknown): Complaint | undefined {
  return (params as { complaint?: Complaint } | undefined)?.complaint;
}
