import type { HistogramJson } from "../result/result.ts";
import { STEPS, type Step } from "../result/result.ts";
import { Histogram } from "../stats/histogram.ts";
import { LOWEST_OCTAVE } from "../stats/log-bins.ts";
import type { View } from "./view.ts";

/** Cells an octave: fine enough for a shape, whole bins of the histogram each. */
const CELLS = 8;
const LEAST_MS = 2 ** LOWEST_OCTAVE;
/** As stats/Histogram writes them. */
const BINS_AN_OCTAVE = 128;

export type ClockName = "client" | "service";
export const CLOCK_NAMES: readonly ClockName[] = ["client", "service"];

/** How long all answers of one step took, over all runs that are shown. */
export interface Distribution {
  readonly step: Step;
  readonly clock: ClockName;
  readonly histogram: Histogram;
  /** "A" or "B" where two runs are compared, else "". */
  readonly run: string;
}

/** "grab client", "grab client (A)". */
export const distributionName = ({ step, clock, run }: Distribution): string =>
  `${step} ${clock}${run === "" ? "" : ` (${run})`}`;

/** The steps that were answered, both clocks, histograms of several seeds merged. */
export function distributions(view: View, run = ""): Distribution[] {
  return STEPS.flatMap((step) =>
    CLOCK_NAMES.flatMap((clock): Distribution[] => {
      const merged = new Histogram();
      for (const { result } of [view, ...view.seeds]) merged.merge(read(result.histograms[step][clock]));
      return merged.count === 0 ? [] : [{ step, clock, histogram: merged, run }];
    }),
  );
}

/** The same of two runs, each step's next to each other. */
export function bothDistributions(before: View, after: View): Distribution[] {
  const all = [...distributions(before, "A"), ...distributions(after, "B")];
  return STEPS.flatMap((step) =>
    CLOCK_NAMES.flatMap((clock) => all.filter((one) => one.step === step && one.clock === clock)),
  );
}

function read({ min, max, ...rest }: HistogramJson): Histogram {
  return Histogram.fromJSON({
    ...rest,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
}

/** Edges of equal steps of a logarithmic axis around all values [ms]. */
export function edges(histogram: Histogram): number[] {
  const first = Math.floor(Math.log2(Math.max(histogram.min, LEAST_MS)) * CELLS);
  const last = Math.max(first + 1, Math.ceil(Math.log2(Math.max(histogram.max, LEAST_MS)) * CELLS));
  return Array.from({ length: last - first + 1 }, (_, i) => 2 ** ((first + i) / CELLS));
}

/** Share of the values in each cell between two of these edges; together 1. A bin counts where its middle lies. */
export function shares(histogram: Histogram, at: readonly number[]): number[] {
  const { bins, below, above } = histogram.toJSON();
  const counts = new Array<number>(at.length - 1).fill(0);
  const last = counts.length - 1;
  const first = Math.round(Math.log2(at[0] ?? LEAST_MS) * CELLS);
  const count = (cell: number, n: number): void => {
    const held = Math.max(0, Math.min(last, cell));
    counts[held] = (counts[held] ?? 0) + n;
  };
  count(0, below);
  count(last, above);
  for (let i = 0; i < bins.length; i += 2) {
    const [bin, n] = [bins[i] ?? 0, bins[i + 1] ?? 0];
    const octave = LOWEST_OCTAVE + Math.floor(bin / BINS_AN_OCTAVE);
    const cellOfMiddle = (octave + Math.log2(1 + ((bin % BINS_AN_OCTAVE) + 0.5) / BINS_AN_OCTAVE)) * CELLS;
    count(Math.floor(cellOfMiddle) - first, n);
  }
  return counts.map((n) => n / histogram.count);
}
