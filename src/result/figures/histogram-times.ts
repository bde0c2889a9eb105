import type { HistogramJson } from "../result.ts";
import type { Observation } from "./figure.ts";

/** A bin of a result's histograms is 1/128 of an octave. */
const BINS_AN_OCTAVE = 128;

/** A histogram as an observation. */
export function histogramTimes({ bins, below, count }: HistogramJson): Observation {
  return {
    kind: "times",
    binsAnOctave: BINS_AN_OCTAVE,
    bins: below > 0 ? [-1, below, ...bins] : bins,
    samples: count,
  };
}
