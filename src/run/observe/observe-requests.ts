import {
  ATTEMPTS,
  COLUMNS,
  DEGRADED,
  FAILED,
  FULL,
  OFFERED,
  REFUSED,
  type StepCounts,
} from "../../model/measure/step-counts.ts";
import type { Figure, Observation } from "../../result/figures/figure.ts";
import type { Span } from "../../result/figures/span.ts";
import { STEPS, type Step } from "../../result/result.ts";
import { GROUPS } from "../../result/together.ts";
import { inStepWindows, whileAsked } from "../../scenario/budgets/budget-span.ts";
import type { Budget } from "../../scenario/scenario.ts";
import { STEP_WINDOW_MS } from "../../scenario/windows.ts";
import type { Observed } from "./observed.ts";
import type { Seen } from "./seen.ts";
import { slicesOf } from "./slices.ts";
import { usersOf } from "./users-of.ts";

type Figures = "availability" | "refused" | "failed" | "goodput" | "amplification";
export type RequestBudget = Extract<Budget, { figure: Figures }>;
type Steps = RequestBudget["steps"];

/** Shares and rates of requests, from counts in windows of a second. */
export function observeRequests(budget: RequestBudget, { world }: Seen, whole: Span): Observed {
  // Goodput is by the time in which arrivals come; the drain would only thin it out.
  const { fromMs } = whole;
  const { scenario } = world.params;
  const toMs = budget.figure === "goodput" && budget.when === undefined ? world.params.toMs : whole.toMs;
  const seen = inStepWindows({ fromMs, toMs });
  const each = budget.slices?.each;
  const span = each === undefined ? seen : whileAsked(seen, each, scenario);
  const slices = slicesOf(span, each);
  const steps = stepNumbers(budget.steps);
  const parts = usersOf(budget, world).map(({ part, counts }) => ({
    part,
    slices: slices.map((slice) => ratio(budget, countIn(counts, steps, slice), slice, world.params.k)),
  }));
  return { ...KINDS[budget.figure], text: textOf(budget), span, parts };
}

type Counts = Record<"offered" | "attempts" | "full" | "degraded" | "refused" | "failed", number>;

/** Simulated counts of steps over a stretch of time. */
export function countIn(
  all: readonly StepCounts[],
  steps: readonly number[],
  { fromMs, toMs }: Span,
): Counts {
  const counts: Counts = { offered: 0, attempts: 0, full: 0, degraded: 0, refused: 0, failed: 0 };
  for (const of of all) {
    for (let window = fromMs / STEP_WINDOW_MS; window < toMs / STEP_WINDOW_MS; window++) {
      for (const step of steps) {
        const at = (column: number) => of.windows.at(step * COLUMNS + column, window);
        counts.offered += at(OFFERED);
        counts.attempts += at(ATTEMPTS);
        counts.full += at(FULL);
        counts.degraded += at(DEGRADED);
        counts.refused += at(REFUSED);
        counts.failed += at(FAILED);
      }
    }
  }
  return counts;
}

export function stepNumbers(steps: Steps): number[] {
  return stepNames(steps).map((step) => STEPS.indexOf(step));
}

function stepNames(steps: Steps): readonly Step[] {
  return steps === "core" || steps === "whole" ? GROUPS[steps] : steps;
}

const KINDS: Readonly<Record<Figures, Pick<Figure, "unit" | "better">>> = {
  availability: { unit: "share", better: "more" },
  refused: { unit: "share", better: "less" },
  failed: { unit: "share", better: "less" },
  goodput: { unit: "1/s", better: "more" },
  amplification: { unit: "factor", better: "less" },
};

function ratio(budget: RequestBudget, of: Counts, { fromMs, toMs }: Span, k: number): Observation {
  const answered = of.full + of.degraded;
  const ended = answered + of.refused + of.failed;
  const share = (part: number, whole: number): Observation => ({
    kind: "ratio",
    part,
    whole,
    samples: whole,
  });
  switch (budget.figure) {
    case "availability":
      return share(budget.answers === "full" ? of.full : answered, ended);
    case "refused":
      return share(of.refused, ended);
    case "failed":
      return share(of.failed, ended);
    case "goodput":
      return { kind: "ratio", part: k * answered, whole: (toMs - fromMs) / 1000, samples: answered };
    case "amplification":
      return share(of.attempts, of.offered);
  }
}

function textOf(budget: RequestBudget): string {
  const of = `${stepText(budget.steps)} requests`;
  switch (budget.figure) {
    case "availability":
      return `${of} answered${budget.answers === "full" ? " in full" : ""}`;
    case "refused":
      return `${of} refused`;
    case "failed":
      return `${of} failed`;
    case "goodput":
      return `${of} answered a second`;
    case "amplification":
      return `attempts for each of ${of}`;
  }
}

export function stepText(steps: Steps): string {
  return typeof steps === "string" ? steps : steps.join(", ");
}
