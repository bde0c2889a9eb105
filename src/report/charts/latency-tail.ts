import { STEPS } from "../../result/result.ts";
import type { Chart, Drawing } from "../chart.ts";
import { type Curve, curveChart, decades } from "../curve-chart.ts";
import { type ClockName, type Distribution, distributions, edges, shares } from "../distribution.ts";
import { quantilesText } from "../quantiles-text.ts";
import { seriesInk } from "../tokens.ts";
import { tickMs } from "../value-axis.ts";
import { duration, share } from "../words.ts";

/** Rarer than one answer in a million is not drawn. */
const RAREST = 1e-6;

/** Share of the answers that took longer than x, at the edges of the cells. */
function tail({ step, histogram }: Distribution): Curve {
  const at = edges(histogram);
  let slower = 1;
  const points = shares(histogram, at).map((cell, i): [number, number] => {
    const point: [number, number] = [at[i] ?? 0, slower];
    slower -= cell;
    return point;
  });
  const seen = points.filter(([, y]) => y >= RAREST);
  return { name: step, ink: seriesInk(STEPS.indexOf(step)), points: seen };
}

function tailOf(clock: ClockName): Chart {
  const where = clock === "client" ? "at the handset" : "inside the service";
  return {
    id: `latency-tail-${clock}`,
    title: `How many waited longer, ${where}`,
    section: "latency",
    size: "half",
    draw(view): Drawing | string {
      const rows = distributions(view).filter((row) => row.clock === clock);
      if (rows.length === 0) return "No request was answered in this run, or its result holds no histogram.";
      const curves = rows.map(tail);
      const [least, most] = [
        Math.min(...rows.map(({ histogram }) => Math.max(0.01, histogram.quantile(0.001)))),
        Math.max(...rows.map(({ histogram }) => histogram.max)),
      ];
      const rarest = Math.min(0.1, ...curves.flatMap(({ points }) => points.map(([, y]) => y)));
      const slowest = rows.reduce((a, b) =>
        b.histogram.quantile(0.999) > a.histogram.quantile(0.999) ? b : a,
      );
      return curveChart({
        lead: `Of the ${slowest.step} requests, one in a thousand waited longer than ${duration(slowest.histogram.quantile(0.999))}: the longest tail.`,
        curves,
        x: { title: `longer than (logarithmic)`, scale: "log", ...decades(least, most, 7), text: tickMs },
        y: {
          title: "share of the answers (logarithmic)",
          scale: "log",
          ...decades(rarest, 1),
          text: share,
        },
        table: quantilesText(rows),
      });
    },
  };
}

/** The tails of the distributions: p99 stands where a line crosses 1 %. */
export const latencyTail: readonly Chart[] = [tailOf("client"), tailOf("service")];
