import type { Chart, Drawing } from "../chart.ts";
import { timeChart } from "../time-chart.ts";
import { seriesInk } from "../tokens.ts";
import { highest, partMetric, type View, type Windowed } from "../view.ts";
import { amount, duration, share } from "../words.ts";

/** A window of 10 s holds few reads at a coarse scale: their share is taken over at most so many wider ones. */
const WINDOWS_MAX = 100;

/** The share of a handful of reads says nothing: windows with fewer than this part of the most are left out. */
const READS_MIN = 0.02;

/** Stale reads over all reads, window by window; null where hardly anything was read. */
function staleShare(view: View): Windowed | undefined {
  const reads = partMetric(view, "staleness", "all", "reads");
  const stale = partMetric(view, "staleness", "all", "staleReads");
  if (reads === undefined || stale === undefined) return undefined;
  const each = Math.max(1, Math.ceil(reads.values.length / WINDOWS_MAX));
  const sum = (of: Windowed, from: number): number =>
    of.values.slice(from, from + each).reduce<number>((total, value) => total + (value ?? 0), 0);
  const starts = Array.from({ length: Math.ceil(reads.values.length / each) }, (_, i) => i * each);
  const all = starts.map((from) => sum(reads, from));
  const least = highest(all) * READS_MIN;
  const values = starts.map((from, i) => {
    const own = all[i] ?? 0;
    return own > 0 && own >= least ? sum(stale, from) / own : null;
  });
  return { fromMs: reads.fromMs, windowMs: each * reads.windowMs, values };
}

/** What single users met of it. */
function brokenPromises(of: NonNullable<View["result"]["staleness"]["sessions"]>): string {
  const own = `${amount(of.ownMissed)} of the ${amount(of.readsOfOwn)} pages shown after an opening (${share(of.ownMissed / of.readsOfOwn)}) lacked it`;
  const back = of.wentBack === 0 ? "none was" : `${amount(of.wentBack)} were`;
  return `Caches and copies together: ${own}; ${back} older than one that the user had seen before.`;
}

/** What asking a second copy has brought, where reads are hedged. */
function hedges({ reads, hedgedReads = 0, hedgesWon = 0 }: View["result"]["staleness"]): string[] {
  if (hedgedReads === 0) return [];
  // A read that is hedged asks two copies, and is two in `reads`.
  const first = reads - hedgedReads;
  return [
    `For ${amount(hedgedReads)} of ${amount(first)} reads (${share(hedgedReads / first)}) a second copy was asked, for the first was slow; it answered first in ${amount(hedgesWon)} (${share(hedgesWon / hedgedReads)} of these).`,
  ];
}

export const staleReads: Chart = {
  id: "stale-reads",
  title: "Stale reads over time",
  section: "consistency",
  size: "half",
  draw(view): Drawing | string {
    const { reads, staleReads: stale, ageMs, sessions } = view.result.staleness;
    if (reads === 0) return "Nothing was read from a replica.";
    const told =
      stale === 0
        ? `None of ${amount(reads)} reads was stale.`
        : `${amount(stale)} of ${amount(reads)} reads (${share(stale / reads)}) missed a write that had been acknowledged: half of them one less than ${duration(ageMs.p50)} old, 99 % less than ${duration(ageMs.p99)}.`;
    const of = staleShare(view);
    const hedged = hedges(view.result.staleness);
    if (of === undefined) return [told, ...hedged, "This run did not record them over time."].join(" ");
    return timeChart(view, {
      lead: told,
      series: [{ name: "stale reads", mark: "line", ink: seriesInk(0), of }],
      unit: "share",
      axis: `share of the reads of ${duration(of.windowMs)} (%)`,
      notes: [
        ...(sessions === undefined || sessions.users === 0 ? [] : [brokenPromises(sessions)]),
        ...hedged,
      ],
    });
  },
};
