import type { Distribution } from "./distribution.ts";
import { above0, atLeast0, invert } from "./law-parts.ts";
import type { RandomStream } from "./random.ts";

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
