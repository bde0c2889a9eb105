import type { Result } from "../result.ts";
import type { Table } from "./table.ts";

/** Reads by the time since the newest write of their key was acknowledged; undefined where that was not recorded. */
export function sinceWriteTable({ staleness }: Result): Table | undefined {
  const bins = staleness.sinceWrite;
  if (bins === undefined) return undefined;
  return {
    file: "since-write.csv",
    columns: ["from [ms]", "to [ms]", "reads [requests]", "stale reads [requests]"],
    rows: bins.map(({ fromMs, toMs, reads, staleReads }) => [fromMs, toMs, reads, staleReads]),
  };
}
