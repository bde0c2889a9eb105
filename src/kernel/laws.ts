import type { Distribution } from "./distribution.ts";
import type { RandomStream } from "./random.ts";
import { gammaCdf, normalCdf, normalQuantile } from "./special-functions.ts";

export class ConstantLaw implements Distribution {
  readonly mean: number;

  constructor(value: number) {
    this.mean = atLeast0("constant value", value);
  }

  sample(): number {
    return this.mean;
  }

  quantile(): number {
    return this.mean;
  }

  cdf(x: number): number {
    return x >= this.mean ? 1 : 0;
  }
}

export class ExponentialLaw implements Distribution {
  readonly mean: number;

  constructor(mean: number) {
    this.mean = above0("exponential mean", mean);
  }

  sample(stream: RandomStream): number {
    return stream.exponential(this.mean);
  }

  quantile(p: number): number {
    return -this.mean * Math.log1p(-p);
  }

  cdf(x: number): number {
    return x > 0 ? -Math.expm1(-x / this.mean) : 0;
  }
}

export class UniformLaw implements Distribution {
  readonly mean: number;
  private readonly min: number;
  private readonly width: number;

  constructor(min: number, max: number) {
    this.min = atLeast0("uniform min", min);
    this.width = atLeast0("uniform max - min", max - min);
    this.mean = (min + max) / 2;
  }

  sample(stream: RandomStream): number {
    return this.min + this.width * stream.uniform();
  }

  quantile(p: number): number {
    return this.min + this.width * p;
  }

  cdf(x: number): number {
    if (x < this.min) return 0;
    return x >= this.min + this.width ? 1 : (x - this.min) / this.width;
  }
}

/** Normal, cut off below 0 and drawn by inversion of what is left. */
export class NormalLaw implements Distribution {
  readonly mean: number;
  private readonly centre: number;
  private readonly sd: number;
  /** Probability that lies below 0 before the cut. */
  private readonly cut: number;

  constructor(mean: number, sd: number) {
    this.centre = atLeast0("normal mean", mean);
    this.sd = above0("normal sd", sd);
    const z = mean / sd;
    this.cut = normalCdf(-z);
    this.mean = mean + (sd * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) / (1 - this.cut);
  }

  sample(stream: RandomStream): number {
    return this.quantile(stream.uniform() + 2 ** -33);
  }

  quantile(p: number): number {
    if (p >= 1) return Number.POSITIVE_INFINITY;
    const whole = this.cut + p * (1 - this.cut);
    return whole > 0 ? Math.max(0, this.centre + this.sd * normalQuantile(whole)) : 0;
  }

  cdf(x: number): number {
    if (x < 0) return 0;
    return (normalCdf((x - this.centre) / this.sd) - this.cut) / (1 - this.cut);
  }
}

export class LognormalLaw implements Distribution {
  readonly mean: number;
  private readonly mu: number;
  private readonly sigma: number;

  constructor(median: number, sigma: number) {
    this.mu = Math.log(above0("lognormal median", median));
    this.sigma = above0("lognormal sigma", sigma);
    this.mean = median * Math.exp((sigma * sigma) / 2);
  }

  sample(stream: RandomStream): number {
    return stream.lognormal(this.mu, this.sigma);
  }

  quantile(p: number): number {
    if (p <= 0) return 0;
    return p >= 1 ? Number.POSITIVE_INFINITY : Math.exp(this.mu + this.sigma * normalQuantile(p));
  }

  cdf(x: number): number {
    return x > 0 ? normalCdf((Math.log(x) - this.mu) / this.sigma) : 0;
  }
}

export class ParetoLaw implements Distribution {
  readonly mean: number;
  private readonly xm: number;
  private readonly alpha: number;

  constructor(xm: number, alpha: number) {
    this.xm = above0("pareto xm", xm);
    this.alpha = above0("pareto alpha", alpha);
    this.mean = alpha > 1 ? (alpha * xm) / (alpha - 1) : Number.POSITIVE_INFINITY;
  }

  sample(stream: RandomStream): number {
    return stream.pareto(this.xm, this.alpha);
  }

  quantile(p: number): number {
    return this.xm * (1 - p) ** (-1 / this.alpha);
  }

  cdf(x: number): number {
    return x > this.xm ? 1 - (this.xm / x) ** this.alpha : 0;
  }
}

/** Gamma; with a whole shape up to 8 (Erlang) drawn as a sum of exponentials. */
export class GammaLaw implements Distribution {
  readonly mean: number;
  private readonly shape: number;
  private readonly scale: number;
  private readonly stages: number;

  constructor(shape: number, mean: number) {
    this.shape = above0("gamma shape", shape);
    this.mean = above0("gamma mean", mean);
    this.scale = mean / shape;
    this.stages = Number.isInteger(shape) && shape <= 8 ? shape : 0;
  }

  sample(stream: RandomStream): number {
    if (this.stages === 0) return stream.gamma(this.shape, this.scale);
    let product = 1;
    for (let k = 0; k < this.stages; k++) product *= 1 - stream.uniform();
    return -this.scale * Math.log(product);
  }

  quantile(p: number): number {
    return invert(this, p, this.mean);
  }

  cdf(x: number): number {
    return gammaCdf(this.shape, x / this.scale);
  }
}

export class MixtureLaw implements Distribution {
  readonly mean: number;
  private readonly laws: readonly Distribution[];
  /** Weights added up, the last one 1. */
  private readonly cumulative: Float64Array;

  constructor(parts: readonly { weight: number; law: Distribution }[]) {
    const total = parts.reduce((sum, part) => sum + atLeast0("mixture weight", part.weight), 0);
    above0("sum of mixture weights", total);
    this.laws = parts.map((part) => part.law);
    this.cumulative = new Float64Array(parts.length);
    let sum = 0;
    let mean = 0;
    parts.forEach((part, i) => {
      sum += part.weight;
      this.cumulative[i] = sum / total;
      if (part.weight > 0) mean += (part.weight / total) * part.law.mean;
    });
    this.cumulative[parts.length - 1] = 1;
    this.mean = mean;
  }

  sample(stream: RandomStream): number {
    const u = stream.uniform();
    let i = 0;
    while (u >= (this.cumulative[i] as number)) i++;
    return (this.laws[i] as Distribution).sample(stream);
  }

  quantile(p: number): number {
    return invert(this, p, 1);
  }

  cdf(x: number): number {
    let below = 0;
    let sum = 0;
    this.laws.forEach((law, i) => {
      const upTo = this.cumulative[i] as number;
      sum += (upTo - below) * law.cdf(x);
      below = upTo;
    });
    return sum;
  }
}

/** A measured law: steps at values, or straight lines between quantiles. */
export class EmpiricalLaw implements Distribution {
  readonly mean: number;
  private readonly p: Float64Array;
  private readonly x: Float64Array;

  private constructor(p: Float64Array, x: Float64Array) {
    this.p = p;
    this.x = x;
    let mean = 0;
    for (let i = 1; i < p.length; i++) {
      if (!((p[i] as number) >= (p[i - 1] as number)) || !((x[i] as number) >= (x[i - 1] as number))) {
        throw new RangeError("quantile points must not fall");
      }
      mean += ((p[i] as number) - (p[i - 1] as number)) * (((x[i] as number) + (x[i - 1] as number)) / 2);
    }
    this.mean = mean;
  }

  static ofValues(values: readonly number[]): EmpiricalLaw {
    if (values.length === 0) throw new RangeError("an empirical law needs a value");
    const sorted = Float64Array.from(values, (value) => atLeast0("empirical value", value)).sort();
    const n = sorted.length;
    // Each value is a flat stretch of width 1/n in p, so both forms share one table.
    const p = new Float64Array(2 * n);
    const x = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      p[2 * i] = i / n;
      p[2 * i + 1] = (i + 1) / n;
      x[2 * i] = x[2 * i + 1] = sorted[i] as number;
    }
    return new EmpiricalLaw(p, x);
  }

  static ofQuantiles(points: readonly (readonly [number, number])[]): EmpiricalLaw {
    const p = Float64Array.from(points, (point) => point[0]);
    const x = Float64Array.from(points, (point) => atLeast0("quantile value", point[1]));
    if (points.length < 2 || p[0] !== 0 || p[p.length - 1] !== 1) {
      throw new RangeError("quantile points must run from p = 0 to p = 1");
    }
    return new EmpiricalLaw(p, x);
  }

  sample(stream: RandomStream): number {
    return this.quantile(stream.uniform());
  }

  quantile(q: number): number {
    const { p, x } = this;
    const i = lastNotAbove(p, q);
    if (i === p.length - 1) return x[i] as number;
    const from = p[i] as number;
    const share = (q - from) / ((p[i + 1] as number) - from);
    return (x[i] as number) + share * ((x[i + 1] as number) - (x[i] as number));
  }

  cdf(value: number): number {
    const { p, x } = this;
    if (value < (x[0] as number)) return 0;
    const i = lastNotAbove(x, value);
    if (i === x.length - 1) return 1;
    const from = x[i] as number;
    const share = (value - from) / ((x[i + 1] as number) - from);
    return (p[i] as number) + share * ((p[i + 1] as number) - (p[i] as number));
  }
}

export class ShiftedLaw implements Distribution {
  readonly mean: number;
  private readonly by: number;
  private readonly law: Distribution;

  constructor(by: number, law: Distribution) {
    this.by = atLeast0("shift", by);
    this.law = law;
    this.mean = by + law.mean;
  }

  sample(stream: RandomStream): number {
    return this.by + this.law.sample(stream);
  }

  quantile(p: number): number {
    return this.by + this.law.quantile(p);
  }

  cdf(x: number): number {
    return this.law.cdf(x - this.by);
  }
}

/** Index of the last element that is <= value, in a sorted array whose first is. */
function lastNotAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** Inverts a distribution function by bisection, to the last bits of a float64. */
function invert(law: Distribution, p: number, guess: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  let high = guess;
  while (law.cdf(high) < p) high *= 2;
  let low = 0;
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (law.cdf(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}

function atLeast0(what: string, value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${what} ${value} is not >= 0`);
  return value;
}

function above0(what: string, value: number): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${what} ${value} is not > 0`);
  return value;
}
