import type { Complaint } from "../complaint.ts";
import { nearest } from "../nearest.ts";

export type Path = readonly (string | number)[];

/** What is wrong with a scenario whose every single value is right. */
export interface Finding {
  /** The value at fault. */
  path: Path;
  complaint: Complaint;
  /** Other values that the judgement rests on: where one of them is broken itself, nothing can be said. */
  uses: readonly Path[];
}

/** A name that nothing has. */
export function badReference(
  path: Path,
  found: string,
  what: string,
  known: readonly string[],
  uses: readonly Path[],
): Finding {
  const suggestion = nearest(found, known);
  const complaint: Complaint = {
    kind: "bad-reference",
    expected: known.length === 0 ? `the ${what}, but there is none` : `the ${what}: ${listed(known)}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
  return { path, complaint, uses };
}

/** Two values that cannot both be. */
export function contradiction(
  path: Path,
  expected: string,
  uses: readonly Path[] = [],
  found?: string,
): Finding {
  return {
    path,
    complaint: { kind: "contradiction", expected, ...(found === undefined ? {} : { found }) },
    uses,
  };
}

const LISTED_MAX = 12;

function listed(known: readonly string[]): string {
  if (known.length <= LISTED_MAX) return known.join(", ");
  return `${known.slice(0, 3).join(", ")} ... ${known.at(-1)}`;
}
