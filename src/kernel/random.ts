import seedrandom from "seedrandom";
import { logGamma, normalQuantile } from "./special-functions.ts";

const STEP = 2 ** -32;

/**
 * The random stream of one named cause, on seedrandom's tychei (Neves and Filipe Araujo's Tyche-i).
 *
 * `uniform` gives multiples of 2^-32, 0 included and 1 not, so an exponential never exceeds 22.2 means.
 * Samples by inversion take one draw each, which keeps two scenarios in step under common random numbers;
 * `poisson`, `binomial` and `gamma` may take several.
 */
export class RandomStream {
  private readonly next: () => number;

  constructor(seed: string) {
    this.next = seedrandom.tychei(seed);
  }

  /** Uniform on [0, 1). */
  uniform(): number {
    return this.next();
  }

  /** Exponential with this mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Standard normal, by inversion (Wichura's AS 241); within 6.4 of 0. */
  normal(): number {
    return normalQuantile(this.next() + STEP / 2);
  }

  /** exp(mu + sigma Z): its median is exp(mu). */
  lognormal(mu: number, sigma: number): number {
    return Math.exp(mu + sigma * this.normal());
  }

  /** Integer from 0 to n - 1; n <= 2^32, each value's bias is below n / 2^32. */
  integer(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.next() < p;
  }

  /** Pareto: P(X > x) = (xm / x)^alpha for x >= xm. */
  pareto(xm: number, alpha: number): number {
    return xm * (1 - this.next()) ** (-1 / alpha);
  }

  /** Gamma with this shape and scale (Marsaglia and Tsang 2000). */
  gamma(shape: number, scale: number): number {
    if (shape < 1) {
      return this.gamma(shape + 1, scale) * (this.next() + STEP / 2) ** (1 / shape);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = this.normal();
      const v = (1 + c * z) ** 3;
      if (v <= 0) continue;
      const u = this.next() + STEP / 2;
      if (Math.log(u) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  }

  /** Poisson count: by inversion below a mean of 30, else by Hörmann's transformed rejection (1993). */
  poisson(mean: number): number {
    return mean < 30 ? this.poissonByInversion(mean) : this.poissonByRejection(mean);
  }

  /** Number of successes in n trials; n is halved by a beta-distributed median while n is large. */
  binomial(n: number, p: number): number {
    let trials = n;
    let rate = p;
    let base = 0;
    // Devroye (1986), X.4.3: the i-th smallest of n uniforms is beta; it tells on which side p falls.
    while (trials > 32) {
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
    for (let k = 0; k < trials; k++) if (this.next() < rate) base++;
    return base;
  }

  private poissonByInversion(mean: number): number {
    const u = this.next() + STEP / 2;
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
      const u = this.next() - 0.5;
      const v = this.next() + STEP / 2;
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
