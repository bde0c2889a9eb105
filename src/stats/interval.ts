import { tQuantile } from "./student.ts";

/** An estimate with its two-sided confidence interval. */
export interface Interval {
  estimate: number;
  /** Standard error; NaN when n < 2. */
  standardError: number;
  low: number;
  high: number;
  /** Number of replications, or of trials of a proportion. */
  n: number;
  /** Confidence level, such as 0.95. */
  level: number;
}

/** Student's t interval of the mean of independent replications. With one, the bounds are infinite. */
export function meanInterval(values: readonly number[], level = 0.95): Interval {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return interval(mean, Math.sqrt(squares / (n - 1) / n), n, level);
}

/**
 * Jackknife over replications: for a figure that is no mean, such as a quantile of merged histograms or a
 * ratio of counts. `statistic` is given the replications, all of them and then with one left out each time.
 * Requests within one run are correlated; replications are not, so they are what is left out.
 */
export function jackknife<T>(
  replications: readonly T[],
  statistic: (replications: readonly T[]) => number,
  level = 0.95,
): Interval {
  const n = replications.length;
  const estimate = statistic(replications);
  if (n < 2) return interval(estimate, Number.NaN, n, level);
  const partial = replications.map((_, left) => statistic(replications.filter((_, i) => i !== left)));
  const mean = partial.reduce((sum, x) => sum + x, 0) / n;
  const squares = partial.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return interval(estimate, Math.sqrt(((n - 1) / n) * squares), n, level);
}

/** Wilson's interval of a proportion, from independent trials. Right also near 0 and 1. */
export function proportionInterval(successes: number, n: number, level = 0.95): Interval {
  const estimate = successes / n;
  const z = tQuantile((1 + level) / 2, 1e9);
  const centre = (successes + (z * z) / 2) / (n + z * z);
  const half = (z / (n + z * z)) * Math.sqrt(n * estimate * (1 - estimate) + (z * z) / 4);
  return {
    estimate,
    standardError: Math.sqrt((estimate * (1 - estimate)) / n),
    low: Math.max(0, centre - half),
    high: Math.min(1, centre + half),
    n,
    level,
  };
}

/**
 * Ranks (from 1) of the order statistics of n independent values that hold the p-quantile between them with
 * at least the level, each side by itself; undefined where n is too small to support it.
 */
export function quantileRanks(n: number, p: number, level = 0.95): { low: number; high: number } | undefined {
  const tail = (1 - level) / 2;
  let low = 0;
  let high = 0;
  let below = 0;
  let logTerm = n * Math.log1p(-p);
  for (let k = 0; k < n; k++) {
    // below = P(Binomial(n, p) <= k): the quantile lies under the (k+1)-th value with this probability.
    below += Math.exp(logTerm);
    if (below <= tail) low = k + 1;
    if (high === 0 && below >= 1 - tail) high = k + 1;
    logTerm += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return low === 0 || high === 0 ? undefined : { low, high };
}

function interval(estimate: number, standardError: number, n: number, level: number): Interval {
  if (n < 2) {
    const { POSITIVE_INFINITY: high, NEGATIVE_INFINITY: low } = Number;
    return { estimate, standardError: Number.NaN, low, high, n, level };
  }
  const half = tQuantile((1 + level) / 2, n - 1) * standardError;
  return { estimate, standardError, low: estimate - half, high: estimate + half, n, level };
}
