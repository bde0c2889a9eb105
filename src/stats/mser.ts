const BATCH = 5;
/** With fewer batches, the standard error that is minimised is itself noise. */
const BATCHES_MIN = 20;

export interface WarmUp {
  /** Number of values at the beginning to leave out; a multiple of 5. */
  cut: number;
  /** Mean of what stays. */
  mean: number;
  /**
   * False when the run is too short to tell: under 100 values, or the best cut is the last that was tried
   * (the middle of the run), so that the warm-up may well not be over.
   */
  reliable: boolean;
}

/**
 * MSER-5 (White, Cobb and Spratt 2000): in batches of 5, the cut that minimises the squared standard error of
 * the mean of what stays, over cuts in the first half of the run.
 */
export function mser5(values: ArrayLike<number>): WarmUp {
  const batches = Math.floor(values.length / BATCH);
  if (batches === 0) throw new RangeError("MSER-5 needs at least 5 values");
  const means = new Float64Array(batches);
  for (let b = 0; b < batches; b++) {
    let sum = 0;
    for (let i = 0; i < BATCH; i++) sum += values[b * BATCH + i] as number;
    means[b] = sum / BATCH;
  }
  const last = Math.floor(batches / 2);
  let best = Number.POSITIVE_INFINITY;
  let cut = 0;
  let mean = 0;
  // From the end forwards, by Welford's updates, so that squares of large levels do not cancel.
  let running = 0;
  let squares = 0;
  for (let b = batches - 1; b >= 0; b--) {
    const n = batches - b;
    const delta = (means[b] as number) - running;
    running += delta / n;
    squares += delta * ((means[b] as number) - running);
    const statistic = squares / (n * n);
    if (b <= last && statistic <= best) {
      best = statistic;
      cut = b;
      mean = running;
    }
  }
  return { cut: cut * BATCH, mean, reliable: batches >= BATCHES_MIN && cut < last };
}
