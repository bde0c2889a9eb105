import { lateCredits } from "../../result/figures/late-credits.ts";
import { ledgerErrorFen } from "../../result/figures/ledger-error.ts";
import type { Span } from "../../result/figures/span.ts";
import { wholeRun } from "../../scenario/budgets/budget-span.ts";
import { faultSpan } from "../../scenario/budgets/fault-names.ts";
import type { Budget } from "../../scenario/scenario.ts";
import type { Observed } from "./observed.ts";
import type { Seen } from "./seen.ts";

type RightBudget = Extract<Budget, { figure: "moneyRight" }>;

export function observeLedger({ result }: Seen, span: Span): Observed {
  const slices = [{ kind: "level" as const, value: ledgerErrorFen(result), samples: 1 }];
  return {
    unit: "fen",
    better: "less",
    text: "what the books are off by",
    span,
    parts: [{ part: "", slices }],
  };
}

export function observeLateCredits({ result }: Seen, span: Span): Observed {
  return {
    unit: "share",
    better: "less",
    text: "credits later than allowed, or missing",
    span,
    parts: [{ part: "", slices: [lateCredits(result)] }],
  };
}

/**
 * From the fault's start (or the run's) to the moment from which on no credit older than allowed is missing. Where that
 * never came, all the time that there was: a limit is less than that.
 */
export function observeMoneyRight({ fault }: RightBudget, { world, result }: Seen, span: Span): Observed {
  const { scenario } = world.params;
  const whole = wholeRun(scenario);
  const since = fault === undefined ? whole : (faultSpan(scenario, fault) ?? whole);
  const { rightAgainAtMs } = result.money;
  const value = Math.max(0, (rightAgainAtMs ?? whole.toMs) - since.fromMs);
  const atMs = rightAgainAtMs ?? result.clock.endedMs;
  return {
    unit: "ms",
    better: "less",
    text: `time${fault === undefined ? "" : ` from "${fault}"`} until the money was right for good`,
    span,
    parts: [{ part: "", slices: [{ kind: "level", value, ...(value > 0 ? { atMs } : {}), samples: 1 }] }],
  };
}
