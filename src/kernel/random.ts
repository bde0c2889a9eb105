import seedrandom from "seedrandom";
import { logGamma, normalQuantile } from "./special-functions.ts";

/** Half of the step of `uniform`: added, it centres a draw and keeps it off 0. */
const HALF_STEP = 2 ** -33;

/** 1 / c and ln(c) of the middles c of 128 equal parts of [1, 2): the table of `exponential`'s logarithm. */
const INVERSES = Float64Array.from({ length: 128 }, (_, j) => 1 / (1 + (j + 0.5) / 128));
const LOGS = INVERSES.map((inverse) => -Math.log(inverse));

/**
 * The random stream of one named cause: Tyche-i (Neves and Filipe Araujo 2011), number for number that of
 * seedrandom's `tychei`, which seeds it. It is stepped here because the library's closures are not inlined once
 * there are several streams (10 ns a draw against 3).
 *
 * `uniform` gives multiples of 2^-32, 0 included and 1 not, so an exponential never exceeds 22.9 means.
 * Samples by inversion take one draw each, which keeps two scenarios in step under common random numbers;
 * `poisson`, `binomial` and `gamma` may take several.
 */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private readonly inverses = INVERSES;
  private readonly logs = LOGS;

  constructor(seed: string) {
    const { a, b, c, d } = seedrandom.tychei(seed, { state: true }).state();
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Uniform on [0, 1). */
  uniform(): number {
    return (this.bits() >>> 0) * 2.3283064365386963e-10;
  }

  /** Exponential with this mean, by inversion. */
  exponential(mean: number): number {
    // -ln((k + 1/2) / 2^32) for a uniform k of 32 bits. A table and five terms of a series are right to 1e-15 and
    // four times as quick as Math.log, which V8 calls out for.
    const k = this.bits();
    const zeros = Math.clz32(k);
    const inverse = this.inverses[((k << zeros) >>> 24) & 127] as number;
    if (zeros === 32) return mean * 22.873856958478;
    const mantissa = ((k >>> 0) + 0.5) * ((1 << zeros) >>> 0) * 4.656612873077393e-10;
    const r = mantissa * inverse - 1;
    const log1p = r * (1 - r * (0.5 - r * (0.3333333333333333 - r * (0.25 - r * 0.2))));
    return mean * ((zeros + 1) * Math.LN2 - (this.logs[((k << zeros) >>> 24) & 127] as number) - log1p);
  }

  /** Standard normal, by inversion (Wichura's AS 241); within 6.4 of 0. */
  normal(): number {
    return normalQuantile(this.uniform() + HALF_STEP);
  }

  /** exp(mu + sigma Z): its median is exp(mu). */
  lognormal(mu: number, sigma: number): number {
    return Math.exp(mu + sigma * this.normal());
  }

  /** Integer from 0 to n - 1; n <= 2^32, each value's bias is below n / 2^32. */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.uniform() < p;
  }

  /** Pareto: P(X > x) = (xm / x)^alpha for x >= xm. */
  pareto(xm: number, alpha: number): number {
    return xm * Math.exp(this.exponential(1) / alpha);
  }

  /** Gamma with this shape and scale (Marsaglia and Tsang 2000). */
  gamma(shape: number, scale: number): number {
    if (shape < 1) {
      return this.gamma(shape + 1, scale) * (this.uniform() + HALF_STEP) ** (1 / shape);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = this.normal();
      const v = (1 + c * z) ** 3;
      if (v <= 0) continue;
      const u = this.uniform() + HALF_STEP;
      if (Math.log(u) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  }

  /** Poisson count: by inversion below a mean of 30, else by Hörmann's transformed rejection (1993). */
  poisson(mean: number): number {
    return mean < 30 ? this.poissonByInversion(mean) : this.poissonByRejection(mean);
  }

  /** Number of successes in n trials of probability p: by inversion below a mean of 30, else by halving n. */
  binomial(n: number, p: number): number {
    let trials = n;
    let rate = p;
    let base = 0;
    // Devroye (1986), X.4.3: the i-th smallest of n uniforms is beta-distributed, and tells on which side p falls.
    while (trials * rate > 30) {
      const i = (trials + 1) >> 1;
      const x = this.gamma(i, 1);
      const median = x / (x + this.gamma(trials + 1 - i, 1));
      if (median <= rate) {
        base += i;
        trials -= i;
        rate = (rate - median) / (1 - median);
      } else {
        trials = i - 1;
        rate /= median;
      }
    }
    return base + this.binomialByInversion(trials, rate);
  }

  private binomialByInversion(n: number, p: number): number {
    if (p > 0.5) return n - this.binomialByInversion(n, 1 - p);
    const u = this.uniform() + HALF_STEP;
    const odds = p / (1 - p);
    let k = 0;
    let probability = (1 - p) ** n;
    let sum = probability;
    while (u > sum && k < n) {
      probability *= ((n - k) / (k + 1)) * odds;
      k++;
      sum += probability;
      if (k > n * p && probability < 1e-18) break;
    }
    return k;
  }

  /** Uniform 32 bits, as int32. */
  private bits(): number {
    let { a, b, c, d } = this;
    b = (b << 25) ^ (b >>> 7) ^ c;
    c = (c - d) | 0;
    d = (d << 24) ^ (d >>> 8) ^ a;
    a = (a - b) | 0;
    b = (b << 20) ^ (b >>> 12) ^ c;
    c = (c - d) | 0;
    d = (d << 16) ^ (c >>> 16) ^ a;
    a = (a - b) | 0;
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    return a;
  }

  private poissonByInversion(mean: number): number {
    const u = this.uniform() + HALF_STEP;
    let k = 0;
    let probability = Math.exp(-mean);
    let sum = probability;
    // The last terms vanish in float64 before the sum passes the largest u: stop there.
    while (u > sum && probability > 0) {
      k++;
      probability *= mean / k;
      sum += probability;
      if (k > mean && probability < 1e-18) break;
    }
    return k;
  }

  private poissonByRejection(mean: number): number {
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const invAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const vr = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = this.uniform() - 0.5;
      const v = this.uniform() + HALF_STEP;
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= vr) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      const bound = k * Math.log(mean) - mean - logGamma(k + 1);
      if (Math.log((v * invAlpha) / (a / (us * us) + b)) <= bound) return k;
    }
  }
}

/** Opens the stream of the cause `name` under a run's seed: adding a part never disturbs another's draws. */
export function openStream(seed: string, name: string): RandomStream {
  return new RandomStream(`${seed}/${name}`);
}
