import type { Result } from "../result.ts";

/**
 * What the books of a whole run are off by [fen]: packets that do not come to what was opened, refunded and still
 * inside, openings that do not come to what was credited and is still owed, and what was paid twice and not taken back
 * by the end. Audited set by set during the run: where one set's books are off and another's make up for it, it is 1 fen
 * at least.
 */
export function ledgerErrorFen({ money, books }: Result): number {
  const packets = money.createdFen - money.openedFen - money.refundedFen - money.remainingFen;
  const credits = money.openedFen - money.creditedFen - money.owedFen;
  const twice = books?.wallet?.excessFen ?? 0;
  // Sums of amounts times k, which need not be whole: rounding is no error of the books.
  const off = Math.round(Math.abs(packets)) + Math.round(Math.abs(credits)) + Math.round(twice);
  return money.violations.length > 0 ? Math.max(1, off) : off;
}
