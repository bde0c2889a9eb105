import type { Result } from "../result.ts";
import { chainTable } from "./chain.ts";
import { incidentsTable } from "./incidents.ts";
import { latencyTable } from "./latency.ts";
import { moneyTable } from "./money.ts";
import { partTable } from "./parts.ts";
import { sinceWriteTable } from "./since-write.ts";
import { stepsTable } from "./steps.ts";
import type { Table } from "./table.ts";
import { timelineTable } from "./timeline.ts";
import { totalsTable } from "./totals.ts";

/** Every table of a result, in a fixed order: the steps' first, then one for each family of parts by name. */
export function tables(result: Result): Table[] {
  const since = sinceWriteTable(result);
  const chain = chainTable(result);
  const families = Object.keys(result.series.parts).sort();
  return [
    totalsTable(result),
    stepsTable(result),
    latencyTable(result),
    timelineTable(result),
    incidentsTable(result),
    moneyTable(result),
    ...(since === undefined ? [] : [since]),
    ...(chain === undefined ? [] : [chain]),
    ...families.map((family) => partTable(result, family)),
  ];
}
