import type { Distribution } from "./distribution.ts";
import { above0, atLeast0, invert } from "./law-parts.ts";
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
