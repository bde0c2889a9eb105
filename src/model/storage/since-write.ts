/** Two bins an octave, from 1/16 ms (what is younger counts there) to 2^20 ms, 17 minutes. */
const BINS_AN_OCTAVE = 2;
const LEAST_OCTAVE = -4;
const MOST_OCTAVE = 20;
export const SINCE_BINS = (MOST_OCTAVE - LEAST_OCTAVE) * BINS_AN_OCTAVE;

/** Where a bin begins [ms]; the first begins at 0, the last has no end. */
export function sinceFromMs(bin: number): number {
  return bin === 0 ? 0 : 2 ** (LEAST_OCTAVE + bin / BINS_AN_OCTAVE);
}

/**
 * Reads by the time since the newest write of their key was acknowledged, and how many of those were stale: their
 * ratio is t-visibility (probabilistically bounded staleness, Bailis et al., VLDB 2012) as it was met, not as a formula
 * has it.
 */
export class SinceWrite {
  readonly reads = new Float64Array(SINCE_BINS);
  readonly stale = new Float64Array(SINCE_BINS);

  note(sinceMs: number, isStale: boolean): void {
    const octave = Math.log2(Math.max(sinceMs, 2 ** LEAST_OCTAVE)) - LEAST_OCTAVE;
    const bin = Math.min(SINCE_BINS - 1, Math.floor(octave * BINS_AN_OCTAVE));
    this.reads[bin] = (this.reads[bin] as number) + 1;
    if (isStale) this.stale[bin] = (this.stale[bin] as number) + 1;
  }
}
