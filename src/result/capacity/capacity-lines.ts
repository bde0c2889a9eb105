import { clip } from "../clip.ts";
import { textTable } from "../text-table.ts";
import type { CapacityBudget, CapacityResult } from "./capacity-result.ts";

/** What a search found, for a terminal. */
export function capacityLines(result: CapacityResult): string[] {
  const { budgets, tested, notes, runs } = result;
  const values = tested.points.length;
  const flags = tested.plan.flags.length === 0 ? "" : `, ${tested.plan.flags.join(" ")}`;
  return [
    `${clip(tested.plan.scenario.name, 80)}  ${runs} runs at ${values} values${clip(flags, 300)}`,
    "",
    ...foundSentences(result),
    ...notes.map((note) => `Note: ${note}.`),
    "",
    ...textTable([
      ["budget", "breaks at", "seen between"],
      ...budgets.map((budget) => [
        clip(budget.severity === "warn" ? `${budget.id} (warning)` : budget.id, 60),
        budget.breaks?.text ?? "-",
        betweenText(budget),
      ]),
    ]),
  ];
}

/** The answer in whole sentences: the limit, what was proven, what breaks first and next. */
export function foundSentences(result: CapacityResult): string[] {
  const { axis, from, to, status, find, limit, proven, first, next, budgets } = result;
  const range = `${axis} from ${from.text} to ${to.text}`;
  if (status === "all hold") return [`All budgets hold at both ends of ${range}: the limit is not within.`];
  if (status === "none holds")
    return [`A budget is broken at both ends of ${range}: the limit is not within.`];
  if (limit === null) return [];
  const { at, low, high } = limit;
  const interval = low.text === high.text ? "" : ` (95 % interval ${low.text} to ${high.text})`;
  const breaksNext = budgets.find(({ id }) => id === next);
  return [
    `The ${find} ${axis} at which all budgets hold is about ${at.text}${interval}.`,
    proven === null
      ? "No value near it could be proven with the runs allowed."
      : `Proven: at ${proven.at.text} all budgets pass, with their confidence, over ${proven.seeds} seeds.`,
    `First to break: ${first ?? "unknown"}.`,
    breaksNext?.breaks == null
      ? "Nothing else breaks up to the end of the range."
      : `Next to break: ${breaksNext.id}, at about ${breaksNext.breaks.text}, with the first as it is.`,
  ];
}

/** "1.12 to 1.18" */
export function betweenText({ between }: CapacityBudget): string {
  return between === null ? "not within the range" : `${between[0].text} to ${between[1].text}`;
}
