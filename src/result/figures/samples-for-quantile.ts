/** A quantile is taken only where at least so many samples lie beyond it: a p99 of 512 is one of 5 values. */
const BEYOND_MIN = 10;

/** How many simulated samples, all replications together, a quantile takes. */
export function samplesForQuantile(quantile: number): number {
  return Math.ceil(BEYOND_MIN / (1 - quantile) - 1e-6);
}
