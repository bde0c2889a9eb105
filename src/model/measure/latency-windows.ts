/**
 * Latencies of one step and clock (client or service) in windows: a coarse log-linear histogram a window, so that
 * districts and windows can be merged exactly and a quantile is never averaged.
 *
 * 32 bins an octave from 1/64 ms to 2^17 ms: a quantile is off by at most 2.2 %. (Whole-run quantiles come from
 * stats/Histogram, which is eight times finer; at 1,680 windows this one keeps memory below 5 MB.)
 */
export class LatencyWindows {
  readonly windowMs: number;
  private readonly bins: (Uint32Array | undefined)[] = [];
  private readonly scratch = new Float64Array(1);
  /** The upper half of scratch[0] on a little-endian machine, which every platform of V8 is. */
  private readonly scratchBits = new Uint32Array(this.scratch.buffer);

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  add(timeMs: number, latencyMs: number): void {
    const window = (timeMs / this.windowMs) | 0;
    let bins = this.bins[window];
    if (bins === undefined) bins = this.open(window);
    this.scratch[0] = latencyMs;
    const bin = binOf(this.scratchBits[1] as number);
    bins[bin] = (bins[bin] as number) + 1;
  }

  /** Adds the first n of each. */
  addAll(timesMs: Float64Array, latenciesMs: Float64Array, n: number): void {
    const { scratch, scratchBits, windowMs } = this;
    // Most are of one window: it is looked up when it changes.
    let bins: Uint32Array = EMPTY;
    let fromMs = 0;
    let toMs = 0;
    for (let i = 0; i < n; i++) {
      const timeMs = timesMs[i] as number;
      if (!(timeMs >= fromMs && timeMs < toMs)) {
        const window = (timeMs / windowMs) | 0;
        bins = this.at(window);
        fromMs = window * windowMs;
        toMs = fromMs + windowMs;
      }
      scratch[0] = latenciesMs[i] as number;
      const bin = binOf(scratchBits[1] as number);
      bins[bin] = (bins[bin] as number) + 1;
    }
  }

  private open(window: number): Uint32Array {
    const bins = new Uint32Array(BINS);
    // Filled up without holes: V8 would turn an array with few entries far up into a hash table.
    while (this.bins.length < window) this.bins.push(undefined);
    this.bins[window] = bins;
    return bins;
  }

  private at(window: number): Uint32Array {
    return this.bins[window] ?? this.open(window);
  }

  /** Adds the other's counts, window by window. */
  merge(other: LatencyWindows): void {
    other.bins.forEach((from, window) => {
      if (from === undefined) return;
      addTo(this.at(window), from);
    });
  }

  /** The same counts in windows `factor` times as wide. */
  widened(factor: number): LatencyWindows {
    const wide = new LatencyWindows(this.windowMs * factor);
    this.bins.forEach((from, window) => {
      if (from !== undefined) addTo(wide.at(Math.floor(window / factor)), from);
    });
    return wide;
  }

  /** Counts of windows first to end - 1 together, as stats/log-bins has them: [bin, count, ...] at 32 an octave. */
  between(first: number, end: number): { binsAnOctave: number; bins: number[] } {
    const sum = new Uint32Array(BINS);
    for (let window = first; window < Math.min(end, this.bins.length); window++) {
      const from = this.bins[window];
      if (from !== undefined) addTo(sum, from);
    }
    const bins: number[] = [];
    sum.forEach((count, bin) => {
      if (count > 0) bins.push(bin + BINS_BELOW, count);
    });
    return { binsAnOctave: 1 << BINS_AN_OCTAVE_LOG2, bins };
  }

  /** How many latencies window number `window` holds. */
  count(window: number): number {
    let count = 0;
    for (const here of this.bins[window] ?? []) count += here;
    return count;
  }

  /** The quantiles of window number `window`, or nulls where nothing was seen. [ms] */
  quantiles(window: number, shares: readonly number[]): (number | null)[] {
    const bins = this.bins[window];
    if (bins === undefined) return shares.map(() => null);
    const count = this.count(window);
    let bin = -1;
    let seen = 0;
    return shares.map((share) => {
      const rank = Math.max(1, Math.ceil(share * count));
      while (seen < rank) seen += bins[++bin] as number;
      return middle(bin);
    });
  }
}

const BINS_AN_OCTAVE_LOG2 = 5;
const BIN_SHIFT = 20 - BINS_AN_OCTAVE_LOG2;
const OCTAVES = 23;
const BINS = OCTAVES << BINS_AN_OCTAVE_LOG2;
/** Bin of 2^-6 ms: biased exponent 1017. */
const FIRST_BIN = (1023 - 6) << BINS_AN_OCTAVE_LOG2;

/** Counted from 2^-10, as stats/log-bins does, the first bin has this number. */
const BINS_BELOW = (10 - 6) << BINS_AN_OCTAVE_LOG2;

/** The bin of a latency, by the upper half of its float64. */
function binOf(bits: number): number {
  const bin = (bits >>> BIN_SHIFT) - FIRST_BIN;
  if (bin < 0) return 0;
  return bin < BINS ? bin : BINS - 1;
}

function addTo(into: Uint32Array, from: Uint32Array): void {
  for (let i = 0; i < BINS; i++) into[i] = (into[i] as number) + (from[i] as number);
}

/** Where counts go before any window is looked up: nowhere. */
const EMPTY = new Uint32Array(0);

function middle(bin: number): number {
  const octave = 2 ** ((bin >> BINS_AN_OCTAVE_LOG2) - 6);
  const within = (bin & ((1 << BINS_AN_OCTAVE_LOG2) - 1)) + 0.5;
  return octave * (1 + within / (1 << BINS_AN_OCTAVE_LOG2));
}
