import type { Distribution } from "./distribution.ts";

/** Inverts a distribution function by bisection, to the last bits of a float64. */
export function invert(law: Distribution, p: number, guess: number): number {
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

export function atLeast0(what: string, value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${what} ${value} is not >= 0`);
  return value;
}

export function above0(what: string, value: number): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${what} ${value} is not > 0`);
  return value;
}
