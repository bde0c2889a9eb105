import { clockText } from "../clock-text.ts";
import type { Result } from "../result.ts";
import { header } from "./header.ts";
import type { Cell } from "./table.ts";

type Metrics = Readonly<Record<string, readonly (number | null)[]>>;

/**
 * Rows of metrics over the part windows: clock, start of the window, whose metrics they are, one column a metric.
 * Members that lack a metric of their neighbours leave its cell empty.
 */
export function windowRows(
  { clock, series }: Result,
  of: Readonly<Record<string, Metrics>>,
  members: readonly string[],
  memberHeader: string,
): { columns: string[]; rows: Iterable<Cell[]> } {
  const metrics = [...new Set(members.flatMap((member) => Object.keys(of[member] ?? {})))].sort();
  const lengths = members.flatMap((member) => Object.values(of[member] ?? {}).map((values) => values.length));
  const windows = lengths.reduce((most, length) => Math.max(most, length), 0);
  function* rows(): Generator<Cell[]> {
    for (let window = 0; window < windows; window++) {
      const fromMs = series.fromMs + window * series.partWindowMs;
      const text = clockText(clock.start, fromMs);
      for (const member of members)
        yield [text, fromMs, member, ...metrics.map((metric) => of[member]?.[metric]?.[window] ?? null)];
    }
  }
  return { columns: ["clock", "fromMs [ms]", memberHeader, ...metrics.map(header)], rows: rows() };
}
