import { hurtShare } from "../../result/figures/hurt-share.ts";
import {
  highestLevel,
  type LevelOf,
  loadOf,
  queueAgeOf,
  REPLICA_LAG,
} from "../../result/figures/part-levels.ts";
import type { Span } from "../../result/figures/span.ts";
import { inPartWindows } from "../../scenario/budgets/budget-span.ts";
import { partNames } from "../../scenario/budgets/part-names.ts";
import type { Budget, Scenario } from "../../scenario/scenario.ts";
import { share } from "../../scenario/units/share.ts";
import type { Observed } from "./observed.ts";
import type { Seen } from "./seen.ts";
import { slicesOf } from "./slices.ts";

type LevelBudget = Extract<Budget, { figure: "utilisation" | "queueAge" | "lag" }>;
type RadiusBudget = Extract<Budget, { figure: "blastRadius" }>;

/** The highest level of parts, in windows of parts that lie wholly within the time looked at. */
export function observeLevels(budget: LevelBudget, { world, result }: Seen, whole: Span): Observed {
  const { scenario } = world.params;
  const span = inPartWindows(whole, scenario);
  const { of, text, unit } = levelOf(budget);
  const slices = slicesOf(span, budget.slices?.each);
  const asked = askedParts(budget, scenario);
  const groups = budget.judge === "each" ? asked.map((part) => [part]) : [asked];
  const parts = groups.map((group) => ({
    part: budget.judge === "each" ? (group[0] ?? "") : "",
    slices: slices.map((slice) => highestLevel(result, of, new Set(group), slice)),
  }));
  return { unit, better: "less", text, span, parts };
}

function levelOf(budget: LevelBudget): { of: LevelOf; text: string; unit: Observed["unit"] } {
  switch (budget.figure) {
    case "utilisation":
      return { of: loadOf(budget.of), text: `highest utilisation of ${budget.of}`, unit: "share" };
    case "queueAge":
      return { of: queueAgeOf(budget.queue), text: `age of the oldest ${budget.queue} message`, unit: "ms" };
    case "lag":
      return { of: REPLICA_LAG, text: "longest lag of a copy", unit: "ms" };
  }
}

function askedParts(budget: LevelBudget, scenario: Scenario): readonly string[] {
  if (budget.figure === "utilisation") return budget.parts ?? partNames(budget.of, scenario);
  return budget.sets ?? partNames("sets", scenario);
}

/** The share of a family's parts that are hurt at once, in the worst window. */
export function observeRadius({ of, hurt }: RadiusBudget, { world, result }: Seen, whole: Span): Observed {
  const span = inPartWindows(whole, world.params.scenario);
  return {
    unit: "share",
    better: "less",
    text: `${of} hurt at once, each by more than ${share.print(hurt)}`,
    span,
    parts: [{ part: "", slices: [hurtShare(result, of, hurt, span)] }],
  };
}
