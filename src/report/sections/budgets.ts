import { budgetTable } from "../budget-table.ts";
import { html, type Markup } from "../markup.ts";
import type { View } from "../view.ts";

/** What a check said about the scenario's budgets. */
export function budgets(view: View): Markup {
  if (view.budgets.length > 0) return budgetTable(view.budgets, view.clock);
  return html`<p>Nothing was judged here. <code>hongbao check FILE --json</code> runs several seeds and says of each budget of the scenario whether it holds; <code>hongbao report RESULT --check CHECK</code> shows that here.</p>`;
}
