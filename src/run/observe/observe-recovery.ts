import type { Span } from "../../result/figures/span.ts";
import { inStepWindows, isMisfit, recoveryStart } from "../../scenario/budgets/budget-span.ts";
import type { Budget } from "../../scenario/scenario.ts";
import { share } from "../../scenario/units/share.ts";
import { STEP_WINDOW_MS } from "../../scenario/windows.ts";
import { countIn, stepNumbers, stepText } from "./observe-requests.ts";
import type { Observed } from "./observed.ts";
import type { Seen } from "./seen.ts";
import { slicesOf } from "./slices.ts";

type RecoveryBudget = Extract<Budget, { figure: "recovery" }>;

/**
 * From the fault's start, or the round's end, to the end of the last second, up to the last arrivals, in which fewer requests than `good`
 * were answered; 0 where there was none.
 */
export function observeRecovery(budget: RecoveryBudget, { world }: Seen, whole: Span): Observed {
  const { scenario, toMs } = world.params;
  const start = recoveryStart(budget, scenario);
  const fromMs = isMisfit(start) ? whole.fromMs : start;
  const since = budget.fault === undefined ? `the end of "${budget.phase}"` : `"${budget.fault}"`;
  const steps = stepNumbers(budget.steps);
  const counts = world.edges.flatMap(({ tallies }) => tallies.countsOf());
  const span = inStepWindows({ fromMs, toMs });
  let lastBadMs = fromMs;
  let samples = 0;
  for (const second of slicesOf(span, STEP_WINDOW_MS)) {
    const { full, degraded, refused, failed } = countIn(counts, steps, second);
    const ended = full + degraded + refused + failed;
    if (ended > 0) samples++;
    const answered = budget.answers === "full" ? full : full + degraded;
    if (answered < budget.good * ended) lastBadMs = second.toMs;
  }
  const value = samples === 0 ? null : lastBadMs - fromMs;
  return {
    unit: "ms",
    better: "less",
    text: `time from ${since} until ${share.print(budget.good)} of ${stepText(budget.steps)} requests are answered again`,
    span,
    parts: [
      {
        part: "",
        slices: [{ kind: "level", value, ...(value ? { atMs: lastBadMs - STEP_WINDOW_MS } : {}), samples }],
      },
    ],
  };
}
