import { budgetTable } from "../budget-table.ts";
import { html, type Markup } from "../markup.ts";
import { looseText, resolvedList } from "../resolved.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { counted, listed } from "../words.ts";

/** What a check said about the scenario's budgets. */
export function budgets(view: View): Markup {
  if (view.budgets.length > 0) return budgetTable(view.budgets, view.clock);
  const asked = resolvedList(view.result, "budgets").map((budget) => shorten(looseText(budget, "id"), 40));
  const told =
    asked.length === 0
      ? null
      : html` The scenario has ${counted(asked.length, "budget")}: ${listed(asked, 12)}.`;
  return html`<p>Nothing was judged here.${told} <code>hongbao check FILE --json</code> runs several seeds and says of each budget of the scenario whether it holds; <code>hongbao report RESULT --check CHECK</code> shows that here.</p>`;
}
