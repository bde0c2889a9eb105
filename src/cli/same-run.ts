import type { LabResult } from "../result/lab-result.ts";
import type { Result } from "../result/result.ts";

type AnyResult = Result | LabResult;

/** In what a result is not of the same run under another seed; undefined where it is. */
export function strangerIn(result: AnyResult, other: AnyResult): string | undefined {
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ["another scenario", result.scenario.sha256, other.scenario.sha256],
    ...(result.kind === "architecture" && other.kind === "architecture" ? windowFacts(result, other) : []),
    ["another version of hongbao", result.engine.version, other.engine.version],
  ];
  return facts.find(([, one, another]) => one !== another)?.[0];
}

function windowFacts(result: Result, other: Result): (readonly [string, unknown, unknown])[] {
  return [
    ["another scale", result.scale.k, other.scale.k],
    ["other windows", result.series.fromMs, other.series.fromMs],
    ["another end", result.clock.toMs, other.clock.toMs],
  ];
}
