import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { INK } from "../tokens.ts";
import { peakOf, ratePerS, type View, type Windowed } from "../view.ts";
import { rate, share } from "../words.ts";

const STEPS = ["send", "grab", "open", "share"] as const;
const WINDOW_MS = 10_000;

type Fate = "full" | "degraded" | "refused" | "failed" | "offered";

/** All steps of packets together, as a rate [1/s]. */
function together(view: View, fate: Fate): Windowed {
  const { steps, fromMs, stepWindowMs } = view.result.series;
  const counts = steps.send[fate].map((_, w) =>
    STEPS.reduce((sum, step) => sum + (steps[step][fate][w] ?? 0), 0),
  );
  return ratePerS(counts, fromMs, stepWindowMs, WINDOW_MS);
}

/** What the ladder degrades and what a broken set fails is not in the shakes: it is in these. */
export const packetFates: Chart = {
  id: "packet-fates",
  title: "Sends, grabs, opens and shares: what became of them",
  section: "evening",
  size: "full",
  draw(view): Drawing | string {
    const offered = together(view, "offered");
    const peak = peakOf(offered);
    if (peak === undefined || peak.value === 0) return "Nothing but shakes was offered in this run.";
    const [full, degraded, refused, failed] = [
      together(view, "full"),
      together(view, "degraded"),
      together(view, "refused"),
      together(view, "failed"),
    ];
    const worst = peakOf({
      ...degraded,
      values: degraded.values.map((value, w) => {
        const all = [full, degraded, refused, failed].reduce((sum, of) => sum + (of.values[w] ?? 0), 0);
        return value === null || all === 0 ? null : value / all;
      }),
    });
    const told =
      worst === undefined || worst.value === 0
        ? "None was answered degraded."
        : `At worst ${share(worst.value)} of those decided were answered degraded, at ${view.clock.second(worst.atMs)}.`;
    const series: Series[] = [
      { name: "answered in full", mark: "area", ink: INK.full, of: full },
      { name: "answered degraded", mark: "area", ink: INK.degraded, of: degraded },
      { name: "refused", mark: "area", ink: INK.refused, of: refused },
      { name: "failed", mark: "area", ink: INK.failed, of: failed },
      { name: "offered", mark: "line", ink: INK.offered, of: offered },
    ];
    return timeChart(view, {
      lead: `Highest 10 s: ${rate(peak.value)} at ${view.clock.second(peak.atMs)}. ${told}`,
      series,
      unit: "rate",
      axis: "requests per second, mean of 10 s",
      stacked: true,
      rungs: true,
    });
  },
};
