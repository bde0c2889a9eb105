import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { across, familyMetric, highest, partMetric, partNames, peakOf, type View } from "../view.ts";
import { share } from "../words.ts";

/** What the evening, idle radios and ways round did, where the scenario has them do anything. */
function beside(view: View): string {
  const told: string[] = [];
  const left = across(familyMetric(view, "carriers", "capacityShare"), lowest);
  const least = left && peakOf({ ...left, values: left.values.map((value) => value && -value) });
  if (least !== undefined)
    told.push(`The evening left a carrier ${share(-least.value)} of its capacity at the least.`);
  const woken = across(familyMetric(view, "carriers", "wokenShare"), highest);
  const most = woken && peakOf(woken);
  if (most !== undefined && most.value > 0)
    told.push(`Up to ${share(most.value)} of a carrier's messages waited for a radio to wake.`);
  const crossed = across(
    ["interconnectUpUtilisation", "interconnectDownUtilisation"].flatMap((metric) =>
      familyMetric(view, "carriers", metric),
    ),
    highest,
  );
  const fullest = crossed && peakOf(crossed);
  if (fullest !== undefined && fullest.value > 0)
    told.push(`The way through another carrier was ${share(fullest.value)} full at the most.`);
  return told.map((sentence) => ` ${sentence}`).join("");
}

const lowest = (values: readonly number[]): number => -highest(values.map((value) => -value));

export const carrierLoad: Chart = {
  id: "carrier-load",
  title: "Carrier entries: use of the uplink or downlink, whichever is fuller",
  section: "lines",
  size: "full",
  draw(view): Drawing | string {
    const series = partNames(view, "carriers").flatMap((part, i) => {
      const ways = ["upUtilisation", "downUtilisation"].flatMap((metric) => {
        const of = partMetric(view, "carriers", part, metric);
        return of === undefined ? [] : [{ of }];
      });
      const of = across(ways, highest);
      return of === undefined ? [] : [{ name: part, mark: "line" as const, ink: seriesInk(i), of }];
    });
    if (series.length === 0) return "No carrier reported its use.";
    const fullest = series.reduce((a, b) =>
      (peakOf(b.of)?.value ?? 0) > (peakOf(a.of)?.value ?? 0) ? b : a,
    );
    const dropped = across(familyMetric(view, "carriers", "dropShare"), highest);
    const drop = dropped === undefined ? undefined : peakOf(dropped);
    const lost =
      drop === undefined
        ? ""
        : drop.value > 0
          ? ` At worst ${share(drop.value)} of a carrier's packets were dropped.`
          : " No packet was dropped.";
    return timeChart(view, {
      lead: `Fullest: ${fullest.name} with ${share(peakOf(fullest.of)?.value ?? null)}.${lost}${beside(view)}`,
      series: series.slice(0, 6),
      unit: "share",
      axis: "utilisation (%)",
      topAtLeast: 1,
      notes: series.length > 6 ? [`The first 6 of ${series.length} carrier entries are drawn.`] : [],
    });
  },
};
