import { STEPS } from "../../result/result.ts";
import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { peakOf, ratePerS, type View, type Windowed } from "../view.ts";
import { share } from "../words.ts";

const WINDOW_MS = 10_000;

/** Of each 10 s, what was refused or failed as a share of what was decided; null where nothing was. */
export function badShare(view: View, step: (typeof STEPS)[number]): Windowed {
  const { steps, fromMs, stepWindowMs } = view.result.series;
  const of = steps[step];
  const rates = (counts: readonly number[]) => ratePerS(counts, fromMs, stepWindowMs, WINDOW_MS);
  const [full, degraded, refused, failed] = [of.full, of.degraded, of.refused, of.failed].map(rates);
  const values = (full?.values ?? []).map((answered, w) => {
    const bad = (refused?.values[w] ?? 0) + (failed?.values[w] ?? 0);
    const all = (answered ?? 0) + (degraded?.values[w] ?? 0) + bad;
    return all > 0 ? bad / all : null;
  });
  return { fromMs, windowMs: full?.windowMs ?? WINDOW_MS, values };
}

const isCalm = (view: View): boolean =>
  STEPS.every((step) => (peakOf(badShare(view, step))?.value ?? 0) === 0);

export const trouble: Chart = {
  id: "trouble",
  title: "Refused or failed, by step",
  section: "evening",
  size: "full",
  draw(view): Drawing | string {
    const series: Series[] = STEPS.flatMap((step, i) => {
      const of = badShare(view, step);
      return peakOf(of) === undefined ? [] : [{ name: step, mark: "line", ink: seriesInk(i), of }];
    });
    if (series.length === 0) return "Nothing was offered in this run.";
    const worst = series
      .map((s) => ({ name: s.name, peak: peakOf(s.of) }))
      .reduce((a, b) => ((b.peak?.value ?? 0) > (a.peak?.value ?? 0) ? b : a));
    const bad = worst.peak?.value ?? 0;
    const none = "Not one request was refused and not one failed.";
    if (isCalm(view) && (view.before === undefined || isCalm(view.before))) return none;
    return timeChart(view, {
      lead:
        bad === 0
          ? none
          : `Worst 10 s: ${share(bad)} of the ${worst.name} requests decided at ${view.clock.second(worst.peak?.atMs ?? 0)} got a busy page or no reply.`,
      series,
      unit: "share",
      axis: "share of requests decided in 10 s (%)",
      rungs: true,
    });
  },
};
