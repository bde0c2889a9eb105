import fc from "fast-check";

/** Arrivals of a random world last this long; what breaks does so meanwhile, and is over before the drain is [s]. */
export const ARRIVALS_S = 20;

export const seconds = (from: number, to: number) => fc.integer({ min: from, max: to }).map((s) => `${s}s`);
export const millis = (from: number, to: number) => fc.integer({ min: from, max: to }).map((ms) => `${ms}ms`);
export const percent = (from: number, to: number) => fc.integer({ min: from, max: to }).map((p) => `${p}%`);
export const second = (s: number) => `20:00:${String(s).padStart(2, "0")}`;
export const at = (first = 0) => fc.integer({ min: first, max: ARRIVALS_S - 1 }).map(second);

/** A value, or the key left out. */
export const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

/** What leaves a world in working order, three times in four: where nothing works, little can go wrong. */
export const mostly = <T, U>(well: T, of: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(well) }, { weight: 1, arbitrary: of });
