import type { Chart, Drawing, Series } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { familyMetric, type Interval, partMetric, partNames, peakOf, type View } from "../view.ts";
import { amount, counted, share } from "../words.ts";

const LINES_MAX = 6;

/** When a route ran over another line than its first, as the route itself saw it. */
function onBackup(view: View): Interval[] {
  return familyMetric(view, "routes", "lineIndex").flatMap(({ part, of }) => {
    const found: Interval[] = [];
    let from = -1;
    for (let w = 0; w <= of.values.length; w++) {
      const backup = (of.values[w] ?? 0) > 0;
      if (backup && from < 0) from = w;
      if (!backup && from >= 0) {
        const at = (window: number): number => of.fromMs + window * of.windowMs;
        found.push({ fromMs: at(from), toMs: at(w), part, text: "on a backup line" });
        from = -1;
      }
    }
    return found;
  });
}

export const lineLoad: Chart = {
  id: "line-load",
  title: "Lines between the regions",
  section: "lines",
  size: "full",
  draw(view): Drawing | string {
    const names = partNames(view, "lines");
    // Each direction has its own bandwidth; the line as a whole is drawn only where no direction was recorded.
    const directed = names.filter((name) => name.includes(":"));
    const drawn = directed.length > 0 ? directed : names;
    const series: Series[] = drawn.flatMap((part, i) => {
      const of = partMetric(view, "lines", part, "utilisation");
      return of === undefined
        ? []
        : [{ name: part.replace(":", " ").replace(">", " → "), mark: "line", ink: seriesInk(i), of }];
    });
    if (series.length === 0) return "No line reported its use.";
    const switches = view.result.timeline.filter(({ kind }) => kind === "switch").length;
    const lost = drawn.reduce((sum, part) => {
      const of = partMetric(view, "lines", part, "lostCount");
      return sum + (of?.values.reduce<number>((s, v) => s + (v ?? 0), 0) ?? 0);
    }, 0);
    const fullest = series.reduce((a, b) =>
      (peakOf(b.of)?.value ?? 0) > (peakOf(a.of)?.value ?? 0) ? b : a,
    );
    const bands = onBackup(view);
    return timeChart(view, {
      lead: `Fullest: ${fullest.name} with ${share(peakOf(fullest.of)?.value ?? null)}. ${switches === 0 ? "No route had to switch" : `${counted(switches, "switch").replace(/switchs$/, "switches")} to a backup`}; ${lost === 0 ? "nothing was lost on a line" : `${amount(lost)} calls lost on the way`}.`,
      series: series.slice(0, LINES_MAX),
      unit: "share",
      axis: "utilisation (%)",
      bands,
      notes: [
        ...(bands.length > 0 ? ["Dotted: a route ran over a backup line."] : []),
        ...(series.length > LINES_MAX
          ? [`The first ${LINES_MAX} of ${series.length} directions are drawn.`]
          : []),
      ],
    });
  },
};
