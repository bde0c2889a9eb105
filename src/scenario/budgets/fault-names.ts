import type { Scenario } from "../scenario.ts";

/** A stretch of time [ms since run.from]. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** How budgets speak of faults: by name, by kind where a fault has none; several of one name are one. */
export function faultNames({ faults }: Scenario): string[] {
  return [...new Set(faults.map(({ name, kind }) => name ?? kind))];
}

/** From the first start to the last end of the faults of this name; undefined where there is none. */
export function faultSpan({ faults, run }: Scenario, called: string): Span | undefined {
  const named = faults.filter(({ name, kind }) => (name ?? kind) === called);
  if (named.length === 0) return undefined;
  return {
    fromMs: Math.min(...named.map(({ at }) => at)),
    toMs: Math.max(...named.map((fault) => (fault.for === undefined ? run.to : fault.at + fault.for))),
  };
}
