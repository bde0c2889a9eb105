import type { Chart, Drawing } from "../chart.ts";
import { type Curve, curveChart, decades } from "../curve-chart.ts";
import { seriesInk } from "../tokens.ts";
import { roundUp, tickMs } from "../value-axis.ts";
import { amount, duration, share } from "../words.ts";

/** Where the first bin, which begins at nought, is drawn [ms]. */
const FOOT_MS = 0.1;
/** A share of fewer simulated reads is chance. */
const SAMPLES_MIN = 10;

export const sinceWrite: Chart = {
  id: "since-write",
  title: "Stale reads against the time since the write",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const { staleness, scale } = view.result;
    const bins = staleness.sinceWrite ?? [];
    const drawn = bins.filter(({ reads }) => reads / scale.k >= SAMPLES_MIN);
    if (drawn.length < 2) return "Too few reads came soon after a write to say how that depends on time.";
    const points = drawn.map(({ fromMs, reads, staleReads }): [number, number] => [
      Math.max(FOOT_MS, fromMs),
      staleReads / reads,
    ]);
    const last = drawn.at(-1);
    points.push([last?.toMs ?? (last?.fromMs ?? 1) * Math.SQRT2, points.at(-1)?.[1] ?? 0]);
    const top = roundUp(points.reduce((most, [, y]) => Math.max(most, y), 0.01));
    const gone = drawn.find(
      ({ staleReads }, i) => drawn.slice(i).every((b) => b.staleReads === 0) && staleReads === 0,
    );
    const curve: Curve = { name: "stale reads", ink: seriesInk(0), points, steps: true };
    return curveChart({
      lead: `${share(points[0]?.[1] ?? null)} of the reads right after a write missed it${gone === undefined ? "" : `; from ${duration(gone.fromMs)} on, none`}.`,
      curves: [curve],
      x: {
        title: "since the newest acknowledged write (logarithmic)",
        scale: "log",
        ...decades(FOOT_MS, points.at(-1)?.[0] ?? 1, 7),
        text: tickMs,
      },
      y: {
        title: "share of the reads (%)",
        scale: "linear",
        domain: [0, top],
        ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => Number((part * top).toPrecision(6))),
        text: share,
      },
      table: {
        caption: `Reads by the time since the newest write of their key was acknowledged; bins of fewer than ${SAMPLES_MIN} simulated reads are not drawn`,
        columns: ["since the write, from", "to", "reads", "stale", "share"],
        rows: bins.map(({ fromMs, toMs, reads, staleReads }) => [
          duration(fromMs),
          toMs === null ? "any longer" : duration(toMs),
          amount(reads),
          amount(staleReads),
          share(staleReads / reads),
        ]),
      },
    });
  },
};
