/** Names of members that hold a moment of simulated time: atMs, fromMs, rightAgainAtMs, peakSecondAtMs ... */
const MOMENT = /(?:^at|At|^from|^to|^until|^ended)Ms$/;

/** Significant digits a figure keeps: far finer than any estimate's own error. */
const DIGITS = 6;

/**
 * The one rounding of a written result. Integers (counts, fen, bins) stay as they are. A moment keeps three decimals
 * (1 us): six digits would blur midnight by a second. Every other figure keeps six significant digits, but is never
 * rounded coarser than 1, so that big sums still add up.
 *
 * @param name member that holds the figure; it tells moments from the rest.
 */
export function roundFigure(figure: number, name: string): number {
  // Negative zero prints as 0 and would not survive a second reading.
  if (Number.isInteger(figure)) return figure === 0 ? 0 : figure;
  const rounded = MOMENT.test(name)
    ? Number(figure.toFixed(3))
    : Math.abs(figure) >= 10 ** (DIGITS - 1)
      ? Math.round(figure)
      : Number(figure.toPrecision(DIGITS));
  return rounded === 0 ? 0 : rounded;
}
