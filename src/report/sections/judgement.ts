import { type Result, STEPS, type Step } from "../../result/result.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { listed, share } from "../words.ts";

export interface Judgement {
  readonly tone: "good" | "warn" | "bad";
  readonly headline: string;
  /** The rule that was applied, in words. */
  readonly rule: string;
  /** Whether there is no verdict at all. */
  readonly undecided: boolean;
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

const undecided = (tone: Judgement["tone"], headline: string, rule: string): Judgement => ({
  tone,
  headline,
  rule,
  undecided: true,
});

/** Did one run hold? One rule for every scenario, said beside the verdict; budgets are another matter. */
export function judgeRun(result: Result): Judgement {
  const { money } = result;
  if (!result.complete) {
    const why = listed(result.incompleteBecause) || "no reason was given";
    return undecided("bad", "No verdict: the run is not complete", `Incomplete because: ${why}.`);
  }
  if (money.violations.length > 0)
    return undecided("bad", "The books do not balance", `Broken: ${listed(money.violations)}.`);
  const worst = outcomes(result)[0];
  if (worst === undefined) return undecided("warn", "No verdict: nothing was offered", RULE);
  const told =
    worst.answeredShare === 1
      ? "every request was answered"
      : `${share(worst.answeredShare)} of the ${worst.step} requests answered at worst`;
  const verdict = { rule: RULE, undecided: false };
  if (worst.answeredShare < 0.99) return { tone: "bad", headline: `It breaks: only ${told}`, ...verdict };
  const late = money.rightAgainAtMs === null;
  if (worst.answeredShare < 0.999 || late)
    return {
      tone: "warn",
      headline: `It strains: ${told}${late ? ", and money is missing" : ""}`,
      ...verdict,
    };
  return { tone: "good", headline: `It holds: ${told}`, ...verdict };
}

const WORSE = { good: 0, warn: 1, bad: 2 } as const;

/** Did it hold, over all seeds that are shown? The worst of them decides. */
export function judge(view: View): Judgement {
  const all = [view, ...view.seeds].map(({ result }) => ({ judgement: judgeRun(result), result }));
  const worst = all.reduce((a, b) => {
    const [one, other] = [WORSE[a.judgement.tone], WORSE[b.judgement.tone]];
    if (one !== other) return other > one ? b : a;
    return answeredAtWorst(b.result) < answeredAtWorst(a.result) ? b : a;
  });
  if (all.length === 1) return worst.judgement;
  const good = all.filter(({ judgement }) => judgement.tone === "good").length;
  const where = good === all.length ? `in all ${all.length} seeds` : `in ${good} of ${all.length} seeds`;
  const { headline, ...rest } = worst.judgement;
  const told = headline.charAt(0).toLowerCase() + headline.slice(1);
  const text =
    good === all.length
      ? `It holds ${where}: the worst`
      : `It holds ${where}: with seed ${shorten(worst.result.seed, 24)}`;
  return { ...rest, headline: `${text}, ${told.replace(/^it holds: /, "")}` };
}

const answeredAtWorst = (result: Result): number => outcomes(result)[0]?.answeredShare ?? 1;
