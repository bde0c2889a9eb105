import type { RandomStream } from "../../kernel/random.ts";

/**
 * Draws the next share of a packet by the double-mean rule: uniform on the whole fen from 1 to just below twice
 * the mean of what is left, the last share being the rest.
 *
 * Takes remainingFen >= sharesLeft >= 1. The bound 2 r / l never leaves less than 1 fen for each of the others:
 * 2 r / l - 1 <= r - (l - 1) for every r >= l >= 2. Every share has the same mean to within 1/8 fen; the
 * variance grows towards the end, and the last two are alike. (Source: reports on the 2014 to 2017 systems.)
 */
export function drawAmountFen(stream: RandomStream, remainingFen: number, sharesLeft: number): number {
  if (sharesLeft === 1) return remainingFen;
  return 1 + Math.floor(stream.uniform() * ((2 * remainingFen) / sharesLeft - 1));
}
