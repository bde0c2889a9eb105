import type { Chart, Drawing, Series } from "../chart.ts";
import { rightAgain } from "../right-again.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { partMetric, peakOf } from "../view.ts";
import { amount } from "../words.ts";

export const overdue: Chart = {
  id: "overdue",
  title: "Credits later than allowed",
  section: "money",
  size: "half",
  draw(view): Drawing | string {
    const of = partMetric(view, "money", "all", "overdueCredits");
    if (of === undefined) return "Overdue credits were not recorded over time.";
    const top = peakOf(of)?.value ?? 0;
    const series: Series[] = [{ name: "overdue credits", mark: "line", ink: seriesInk(4), of }];
    return timeChart(view, {
      lead: `${top === 0 ? "No credit was overdue" : `At most ${amount(top)} credits overdue at once`}. ${rightAgain(view)}`,
      series,
      unit: "count",
      axis: "credits overdue",
    });
  },
};
