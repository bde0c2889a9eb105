import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem, type Problem } from "../../src/scenario/problem.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** The least that is a scenario: five lines, everything else is a default. */
export const SMALL = `version: 1
name: small
traffic:
  shake: {background: [{from: "20:00", to: "21:00", rate: 1k/s}]}
  send: {}
`;

/** The problems of a text, as a user sees them. */
export function messages(text: string, set: readonly string[] = []): string[] {
  return problems(text, set).map(formatProblem);
}

export function problems(text: string, set: readonly string[] = []): Problem[] {
  const loaded = loadScenario({ text, name: "f.yaml" }, { set });
  return loaded.ok ? [] : loaded.problems;
}

/** A scenario that must load; a test fails with the problems where it does not. */
export function load(text: string, set: readonly string[] = []): Scenario {
  const loaded = loadScenario({ text, name: "f.yaml" }, { set });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.scenario;
}

/** SMALL with more lines at its end. */
export function small(more: string): string {
  return `${SMALL}${more}\n`;
}
