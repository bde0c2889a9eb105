/**
 * Holm's adjustment (1979) of many p values looked at together: where each adjusted one up to 0.05 is called a change, the
 * chance that any of them is none is at most 1 in 20, however the figures hang together.
 *
 * @returns in the order given; NaN stays.
 */
export function holm(ps: readonly number[]): number[] {
  const known = ps.map((p, at) => ({ p, at })).filter(({ p }) => !Number.isNaN(p));
  const adjusted = ps.map(() => Number.NaN);
  let least = 0;
  for (const [i, { p, at }] of known.sort((x, y) => x.p - y.p || x.at - y.at).entries()) {
    least = Math.max(least, Math.min(1, (known.length - i) * p));
    adjusted[at] = least;
  }
  return adjusted;
}
