import type { Chart, Drawing, Series } from "../chart.ts";
import { rightAgain } from "../right-again.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { partMetric, peakOf } from "../view.ts";
import { amount, duration } from "../words.ts";

export const inconsistent: Chart = {
  id: "inconsistent",
  title: "Inconsistent records: opened, but not in the wallet",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const owed = partMetric(view, "money", "all", "owedCredits");
    const overdue = partMetric(view, "money", "all", "overdueCredits");
    const lag = duration(view.result.money.allowedLagMs);
    const series: Series[] = [];
    if (owed) series.push({ name: "opened, not yet credited", mark: "line", ink: seriesInk(0), of: owed });
    if (overdue)
      series.push({ name: `for longer than ${lag}`, mark: "line", ink: seriesInk(4), of: overdue });
    if (series.length === 0) return "Inconsistent records were not recorded over time.";
    const most = owed === undefined ? 0 : (peakOf(owed)?.value ?? 0);
    const late = overdue === undefined ? 0 : (peakOf(overdue)?.value ?? 0);
    const told = owed === undefined ? "" : `At most ${amount(most)} at once`;
    const longer = `${late === 0 ? "none" : `${amount(late)} of them`} for longer than ${lag}`;
    return timeChart(view, {
      lead: `${told}${told === "" ? "" : ", "}${longer}. ${rightAgain(view)}`,
      series,
      unit: "count",
      axis: "credits missing at the end of a window",
    });
  },
};
