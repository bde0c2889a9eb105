import { clockText } from "../clock-text.ts";
import type { Result } from "../result.ts";
import type { Table } from "./table.ts";

/** What happened when: faults, masks, switches, rungs, the money's right and wrong. */
export function timelineTable({ clock, timeline }: Result): Table {
  return {
    file: "timeline.csv",
    columns: ["clock", "atMs [ms]", "until clock", "untilMs [ms]", "kind", "part", "text"],
    rows: timeline.map(({ atMs, untilMs, kind, part, text }) => [
      clockText(clock.start, atMs),
      atMs,
      untilMs == null ? null : clockText(clock.start, untilMs),
      untilMs ?? null,
      kind,
      part,
      text,
    ]),
  };
}
