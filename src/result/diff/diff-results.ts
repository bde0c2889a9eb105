import { scenarioChanges } from "../compare/scenario-changes.ts";
import type { LabResult } from "../lab-result.ts";
import type { Result } from "../result.ts";
import { firstWindow } from "./first-window.ts";
import type { FirstDifference, ResultDiff } from "./result-diff.ts";
import { valueDiff } from "./value-diff.ts";

export type AnyResult = Result | LabResult;

/** What was run and by what: told apart from what came out. */
const OF_THE_RUN = ["engine", "scenario", "seed", "scale", "command"];

/** Says what differs between two results of one kind: what was run, and the first of what came out. */
export function diffResults(a: AnyResult, b: AnyResult): ResultDiff {
  const { values, differing } = valueDiff(a, b);
  const changes =
    a.scenario.sha256 === b.scenario.sha256 ? [] : scenarioChanges(resolvedOf(a), resolvedOf(b));
  return {
    equal: differing === 0,
    values,
    differing,
    inputs: inputsOf(a, b),
    changes,
    first: firstOf(a, b),
  };
}

function resolvedOf({ scenario }: AnyResult) {
  return {
    resolved: scenario.resolved,
    assumptions: "assumptions" in scenario ? scenario.assumptions : [],
  };
}

function inputsOf(a: AnyResult, b: AnyResult): ResultDiff["inputs"] {
  const facts = (of: AnyResult): readonly (readonly [string, string])[] => [
    ["scenario", of.scenario.sha256],
    ["seed", of.seed],
    ...(of.kind === "architecture"
      ? ([
          ["scale", `1/${of.scale.k}`],
          ["first moment that counts [ms]", String(of.clock.fromMs)],
          ["end of the arrivals [ms]", String(of.clock.toMs)],
        ] as const)
      : []),
    ["version of hongbao", of.engine.version],
  ];
  const inB = facts(b);
  return facts(a).flatMap(([what, value], i) => {
    const other = inB[i]?.[1] ?? "";
    return value === other ? [] : [{ what, a: value, b: other }];
  });
}

function firstOf(a: AnyResult, b: AnyResult): FirstDifference | null {
  const window = a.kind === "architecture" && b.kind === "architecture" ? firstWindow(a, b) : undefined;
  if (window !== undefined) return window;
  const { first } = valueDiff(a, b, OF_THE_RUN);
  return first === null ? null : { ...first, words: first.path, fromMs: null, toMs: null };
}
