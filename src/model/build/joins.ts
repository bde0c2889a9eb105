import type { PlannedSet } from "./plan.ts";

/** Sets of one region that begin to take new orders at the same time. */
export interface Join {
  atMs: number;
  count: number;
}

/** The joins after startMs, in the order of time; `sets` stand in the order in which they join. */
export function joinsOf(sets: readonly PlannedSet[], startMs: number): Join[] {
  const joins: Join[] = [];
  for (const { joinsAtMs } of sets) {
    const last = joins.at(-1);
    if (joinsAtMs <= startMs) continue;
    if (last?.atMs === joinsAtMs) last.count++;
    else joins.push({ atMs: joinsAtMs, count: 1 });
  }
  return joins;
}
