/** A value lies between these with the probability that t and z were chosen for, on each side. */
export interface Bounds {
  low: number;
  high: number;
}

/** How far to go: quantiles of Student's t and of the normal law for one bound's probability. */
export interface Reach {
  t: number;
  z: number;
}

/** The jackknife's standard error: sqrt((n - 1)/n sum (x_(i) - mean)^2), x_(i) without the i-th replication (Efron 1982). NaN for n < 2. */
export function jackknifeError(without: readonly number[]): number {
  const n = without.length;
  if (n < 2) return Number.NaN;
  const mean = without.reduce((sum, x) => sum + x, 0) / n;
  return Math.sqrt(((n - 1) / n) * without.reduce((sum, x) => sum + (x - mean) ** 2, 0));
}

/** How what is counted comes: hardly ever one by one. Sizes in the unit of the counts. */
export interface Clusters {
  /** On an average they are at least so large. */
  least: number;
  /** None is larger. */
  most: number;
}

/** No cluster is taken to be larger than so many times all that the worst run has seen; why 2.5: see the page. */
const LARGER_THAN_SEEN = 2.5;

/** @param counts of each run. */
export function largestCluster(counts: readonly number[]): number {
  return LARGER_THAN_SEEN * Math.max(0, ...counts);
}

/**
 * Bounds of something positive, a mean or a rate, from its value and its values without one replication each.
 *
 * What runs say about queues and failures is skewed: runs that come out low also scatter less, so a plain interval is
 * too short above just when the figure looks good (measured: see the page). So this is the union of the plain interval
 * and of one on a logarithmic scale, with Johnson's correction.
 *
 * @param runs what each run came to, where the value is their mean: that says how far few of them can lead astray.
 */
export function valueBounds(
  value: number,
  without: readonly number[],
  { t, z }: Reach,
  runs: readonly number[] = [],
): Bounds {
  const cluster = largestCluster(runs);
  const unit = cluster / runs.length;
  const { low, high } = rareCount(value / unit, z);
  const clustered = cluster > 0 ? { low: unit * low, high: unit * high } : undefined;
  return union(plain(value, without, t), scaled(value, without, LOGARITHMIC, t, clustered));
}

/**
 * Bounds of a share: the same on the logistic scale, and never narrower than trials would have it that come in clusters
 * of the least size, which also says what may be where nothing was seen.
 */
export function shareBounds(
  part: number,
  whole: number,
  without: readonly number[],
  { t, z }: Reach,
  { least, most }: Clusters,
): Bounds {
  const share = part / whole;
  const clustered = wilson(part / most, whole / most, z);
  const ofRuns = union(plain(share, without, t), scaled(share, without, LOGISTIC, t, clustered));
  const { low, high } = union(ofRuns, wilson(part / least, whole / least, z));
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

interface Scale {
  to(x: number): number;
  from(y: number): number;
}

const LOGARITHMIC: Scale = { to: Math.log, from: Math.exp };
const LOGISTIC: Scale = { to: (x) => Math.log(x / (1 - x)), from: (y) => 1 / (1 + Math.exp(-y)) };

function plain(value: number, without: readonly number[], t: number): Bounds {
  const half = t * jackknifeError(without);
  return { low: value - half, high: value + half };
}

/**
 * t standard errors on a scale, and s g (1 + 2 t^2) / (6 n) more, with g = 2 s: what Johnson (1978) adds for skewness,
 * here that of a gamma law which scatters by s over runs. Of few runs of which most have seen next to nothing that says
 * as good as nothing; then what is `clustered` says more. Where there is neither, the value: 0 has no logarithm.
 */
function scaled(
  value: number,
  without: readonly number[],
  scale: Scale,
  t: number,
  clustered: Bounds | undefined,
): Bounds {
  const middle = scale.to(value);
  const error = jackknifeError(without.map(scale.to));
  const half = t * error + (error ** 2 * (1 + 2 * t * t)) / 3;
  if (!Number.isFinite(middle) || !Number.isFinite(half)) return clustered ?? { low: value, high: value };
  const low = scale.from(middle - half);
  const high = scale.from(middle + half);
  return clustered === undefined
    ? { low, high }
    : { low: Math.max(low, clustered.low), high: Math.min(high, clustered.high) };
}

/** Wilson's interval of a count that is rare, by the normal law of its root: of a Poisson count's mean. */
function rareCount(count: number, z: number): Bounds {
  const centre = count + (z * z) / 2;
  const half = z * Math.sqrt(count + (z * z) / 4);
  return { low: Math.max(0, centre - half), high: centre + half };
}

/** Wilson's interval of a proportion (1927): right near 0 and 1, also where nothing was seen. */
export function wilson(part: number, whole: number, z: number): Bounds {
  const share = part / whole;
  const centre = (part + (z * z) / 2) / (whole + z * z);
  const half = (z / (whole + z * z)) * Math.sqrt(Math.max(0, whole * share * (1 - share)) + (z * z) / 4);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

function union(a: Bounds, b: Bounds): Bounds {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}
