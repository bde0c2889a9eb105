import type { SetCell } from "../model/site/set-cell.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";

/** What the caches of all sets answered and what they left to the databases, multiplied by k. */
export function collectCaches({ idcs, params }: World): NonNullable<Result["caches"]> {
  const { k } = params;
  const cells = idcs.flatMap((idc) => idc.cells);
  const sum = (of: (cell: SetCell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  const fetches = sum(({ parts }) => parts.reads.fetches);
  return {
    hits: k * sum(({ parts }) => parts.caches[0]?.hits ?? 0),
    backupHits: k * sum(({ parts }) => parts.caches[1]?.hits ?? 0),
    sharedReads: k * sum(({ parts }) => parts.reads.shared),
    databaseReads: k * fetches,
    waitMeanMs: fetches === 0 ? null : sum(({ parts }) => parts.reads.waitedMs) / fetches,
    waitMaxMs: fetches === 0 ? null : Math.max(...cells.map(({ parts }) => parts.reads.waitMaxMs)),
  };
}
