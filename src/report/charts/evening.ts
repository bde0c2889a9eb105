import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { INK } from "../tokens.ts";
import { peakOf, type View } from "../view.ts";
import { amount, rate } from "../words.ts";

/** From so many attempts a shake on, they are a load of their own. */
const AMPLIFIED = 1.05;

/** Offered as a line over what became of it, stacked, as rates [1/s]; where people tried often, their attempts as well. */
export function shakeSeries(view: View): Series[] {
  const { steps, fromMs, stepWindowMs } = view.result.series;
  const perS = (counts: readonly number[]) => ({
    fromMs,
    windowMs: stepWindowMs,
    values: stepWindowMs === 1000 ? counts : counts.map((n) => (n * 1000) / stepWindowMs),
  });
  const { shake } = steps;
  return [
    { name: "answered in full", mark: "area", ink: INK.full, of: perS(shake.full) },
    { name: "answered degraded", mark: "area", ink: INK.degraded, of: perS(shake.degraded) },
    { name: "refused", mark: "area", ink: INK.refused, of: perS(shake.refused) },
    { name: "failed", mark: "area", ink: INK.failed, of: perS(shake.failed) },
    { name: "offered", mark: "line", ink: INK.offered, of: perS(shake.offered) },
    ...(amplification(view) >= AMPLIFIED
      ? [{ name: ATTEMPTS, mark: "line", ink: INK.attempts, of: perS(shake.attempts) } satisfies Series]
      : []),
  ];
}

const ATTEMPTS = "attempts";

/** Attempts a shake, over the whole run. */
function amplification({ result }: View): number {
  const { attempts, offered } = result.totals.shake;
  return attempts / offered;
}

/** How much more than people wanted servers were asked; nothing where hardly anybody tried again. */
function tries(view: View, series: readonly Series[]): string {
  const most = peakOf(
    series.find(({ name }) => name === ATTEMPTS)?.of ?? { fromMs: 0, windowMs: 1, values: [] },
  );
  if (most === undefined) return "";
  const each = amount(amplification(view));
  return ` With retries it was ${rate(most.value)} at the most, ${each} attempts a shake in the mean.`;
}

export const evening: Chart = {
  id: "evening",
  title: "Shakes: offered and what became of them",
  section: "evening",
  size: "full",
  draw(view): Drawing | string {
    const { headline } = view.result;
    if (headline.shakes === 0) return "No shake was offered in this run.";
    const series = shakeSeries(view);
    return timeChart(view, {
      lead: `The peak second offered ${rate(headline.peakSecondRps)} at ${view.clock.second(headline.peakSecondAtMs)}.${tries(view, series)}`,
      series,
      unit: "rate",
      axis: "shakes per second (1/s)",
      stacked: true,
      rungs: true,
    });
  },
};
