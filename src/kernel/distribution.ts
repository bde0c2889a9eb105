import { EmpiricalLaw, MixtureLaw, ShiftedLaw } from "./composed-laws.ts";
import {
  ConstantLaw,
  ExponentialLaw,
  GammaLaw,
  LognormalLaw,
  NormalLaw,
  ParetoLaw,
  UniformLaw,
} from "./laws.ts";
import type { RandomStream } from "./random.ts";

/** How a distribution is written down: plain data, neutral as to units. All values are >= 0. */
export type DistributionSpec =
  | { kind: "constant"; value: number }
  | { kind: "exponential"; mean: number }
  | { kind: "uniform"; min: number; max: number }
  /** A normal law cut off below 0; mean and sd are those before the cut. */
  | { kind: "normal"; mean: number; sd: number }
  /** exp(ln(median) + sigma Z). */
  | { kind: "lognormal"; median: number; sigma: number }
  /** P(X > x) = (xm / x)^alpha for x >= xm. */
  | { kind: "pareto"; xm: number; alpha: number }
  /** Sum of k exponentials. */
  | { kind: "erlang"; k: number; mean: number }
  | { kind: "gamma"; shape: number; mean: number }
  /** One of exponentials, drawn by weight: coefficient of variation >= 1. */
  | { kind: "hyperexponential"; parts: readonly { weight: number; mean: number }[] }
  | { kind: "mixture"; parts: readonly { weight: number; of: DistributionSpec }[] }
  /** Measured values, each as likely as another. */
  | { kind: "empirical"; values: readonly number[] }
  /** Points [p, value] of a measured distribution function, straight between them; p from 0 to 1. */
  | { kind: "quantiles"; points: readonly (readonly [p: number, value: number])[] }
  | { kind: "shifted"; by: number; of: DistributionSpec };

/** A probability law that can be drawn from. */
export interface Distribution {
  /** Draws one value; the number of uniforms it takes depends on the law only (gamma and its kin excepted). */
  sample(stream: RandomStream): number;
  /** Infinity for a Pareto law with alpha <= 1. */
  readonly mean: number;
  /** The value not exceeded with probability p, 0 <= p <= 1; closed form where there is one, else numeric. */
  quantile(p: number): number;
  /** P(X <= x). */
  cdf(x: number): number;
}

/**
 * Turns a description into a law to draw from.
 * @throws RangeError for parameters that make no distribution on x >= 0.
 */
export function compileDistribution(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case "constant":
      return new ConstantLaw(spec.value);
    case "exponential":
      return new ExponentialLaw(spec.mean);
    case "uniform":
      return new UniformLaw(spec.min, spec.max);
    case "normal":
      return new NormalLaw(spec.mean, spec.sd);
    case "lognormal":
      return new LognormalLaw(spec.median, spec.sigma);
    case "pareto":
      return new ParetoLaw(spec.xm, spec.alpha);
    case "erlang":
      if (!Number.isInteger(spec.k)) throw new RangeError(`erlang: k must be an integer, not ${spec.k}`);
      return new GammaLaw(spec.k, spec.mean);
    case "gamma":
      return new GammaLaw(spec.shape, spec.mean);
    case "hyperexponential":
      return new MixtureLaw(
        spec.parts.map((part) => ({ weight: part.weight, law: new ExponentialLaw(part.mean) })),
      );
    case "mixture":
      return new MixtureLaw(
        spec.parts.map((part) => ({ weight: part.weight, law: compileDistribution(part.of) })),
      );
    case "empirical":
      return EmpiricalLaw.ofValues(spec.values);
    case "quantiles":
      return EmpiricalLaw.ofQuantiles(spec.points);
    case "shifted":
      return new ShiftedLaw(spec.by, compileDistribution(spec.of));
  }
}

/** Standard normal quantile at 0.99. */
const Z99 = 2.3263478740408408;

/** The lognormal law with this median and 99th percentile. */
export function lognormalFromMedianP99(median: number, p99: number): DistributionSpec {
  return { kind: "lognormal", median, sigma: Math.log(p99 / median) / Z99 };
}

/** The lognormal law with this mean and standard deviation. */
export function lognormalFromMeanSd(mean: number, sd: number): DistributionSpec {
  const variance = Math.log1p((sd / mean) ** 2);
  return { kind: "lognormal", median: mean * Math.exp(-variance / 2), sigma: Math.sqrt(variance) };
}
