import { STEPS } from "../../result/result.ts";
import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { peakOf, ratePerS } from "../view.ts";
import { rate } from "../words.ts";

export const packets: Chart = {
  id: "packets",
  title: "Sends, grabs, opens and shares offered",
  section: "evening",
  size: "full",
  draw(view): Drawing | string {
    const { steps, fromMs, stepWindowMs } = view.result.series;
    const series = STEPS.flatMap((step, i) => {
      const of = ratePerS(steps[step].offered, fromMs, stepWindowMs, 10_000);
      const some = of.values.some((value) => value !== null && value > 0);
      return step === "shake" || !some ? [] : [{ name: step, mark: "line" as const, ink: seriesInk(i), of }];
    });
    if (series.length === 0) return "Nothing but shakes was offered in this run.";
    const peaks = series.map(({ name, of }) => `${name} ${rate(peakOf(of)?.value ?? null)}`);
    return timeChart(view, {
      lead: `Highest 10 s of each step: ${peaks.join(", ")}.`,
      series,
      unit: "rate",
      axis: "first attempts per second, mean of 10 s",
      rungs: true,
    });
  },
};
