import { type Result, STEPS, type Step } from "../../result/result.ts";
import { listed, share } from "../words.ts";

export interface Judgement {
  readonly tone: "good" | "warn" | "bad";
  readonly headline: string;
  /** The rule that was applied, in words. */
  readonly rule: string;
}

export const sum = (reasons: Readonly<Record<string, number>>): number =>
  Object.values(reasons).reduce((a, b) => a + b, 0);

export interface Outcome {
  readonly step: Step;
  /** Answered, refused and failed together: what is still in flight has no outcome yet. */
  readonly decided: number;
  readonly answeredShare: number;
}

/** Steps that had any outcome, worst first. */
export function outcomes(result: Result): Outcome[] {
  return STEPS.flatMap((step) => {
    const { answered, refused, failed } = result.totals[step];
    const good = answered.full + answered.degraded;
    const decided = good + sum(refused) + sum(failed);
    return decided === 0 ? [] : [{ step, decided, answeredShare: good / decided }];
  }).sort((a, b) => a.answeredShare - b.answeredShare);
}

const RULE =
  "Holds: at least 99.9 % of every step answered, the books balance and the money is right at the end. Strains: at least 99 %. Breaks: less.";

/** Did it hold? One rule for every scenario, said beside the verdict; budgets are another matter. */
export function judge(result: Result): Judgement {
  const { money } = result;
  if (!result.complete) {
    const why = listed(result.incompleteBecause) || "no reason was given";
    return {
      tone: "bad",
      headline: "No verdict: the run is not complete",
      rule: `Incomplete because: ${why}.`,
    };
  }
  if (money.violations.length > 0) {
    return {
      tone: "bad",
      headline: "The books do not balance",
      rule: `Broken: ${listed(money.violations)}.`,
    };
  }
  const worst = outcomes(result)[0];
  if (worst === undefined) return { tone: "warn", headline: "No verdict: nothing was offered", rule: RULE };
  const told = `${share(worst.answeredShare)} of the ${worst.step} requests answered at worst`;
  if (worst.answeredShare < 0.99) return { tone: "bad", headline: `It breaks: only ${told}`, rule: RULE };
  const late = money.rightAgainAtMs === null;
  if (worst.answeredShare < 0.999 || late) {
    return {
      tone: "warn",
      headline: `It strains: ${told}${late ? ", and money is missing" : ""}`,
      rule: RULE,
    };
  }
  return { tone: "good", headline: `It holds: ${told}`, rule: RULE };
}
