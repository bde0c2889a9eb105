import type { Result } from "../result/result.ts";

/** In what a result is not of the same run under another seed; undefined where it is. */
export function strangerIn(result: Result, other: Result): string | undefined {
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ["another scenario", result.scenario.sha256, other.scenario.sha256],
    ["another scale", result.scale.k, other.scale.k],
    ["other windows", result.series.fromMs, other.series.fromMs],
    ["another end", result.clock.toMs, other.clock.toMs],
    ["another version of hongbao", result.engine.version, other.engine.version],
  ];
  return facts.find(([, one, another]) => one !== another)?.[0];
}
