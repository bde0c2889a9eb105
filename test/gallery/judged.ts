import { Decision } from "../../src/check/decide.ts";
import type { VerdictWord } from "../../src/check/verdict.ts";
import { inProcess } from "../../src/execute/in-process.ts";
import { seedsOf } from "../../src/result/seeds-of.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { townOf } from "./town.ts";

/** Fewest seeds of which anything is said. */
const SEEDS = 5;

/** The verdicts of a gallery file's budgets, inherited ones included, in a small town. */
export async function judged(file: string, set: readonly string[]): Promise<Record<string, VerdictWord>> {
  return verdictsOf(townOf(file, "", set));
}

/** The verdicts of a scenario's budgets. */
export async function verdictsOf(scenario: Scenario): Promise<Record<string, VerdictWord>> {
  const outcomes = await inProcess().execute(
    seedsOf(scenario.run.seed, SEEDS).map((seed) => ({ scenario, seed })),
    {},
  );
  const decision = new Decision(scenario.budgets, [SEEDS]);
  decision.see(
    outcomes.map((outcome) => {
      if (outcome.kind !== "done") throw new Error(outcome.kind);
      return outcome.replication;
    }),
  );
  return Object.fromEntries(decision.all.map(({ id, verdict }) => [id, verdict]));
}
