/** Fewest replications of which anything is said: with fewer, nobody can tell how far they scatter. */
export const REPLICATIONS_MIN = 5;

/** After how many replications budgets are looked at, unless asked for otherwise. */
export const LOOKS: readonly number[] = [5, 10, 20];

/** Intervals of few and skewed replications miss more often than they say: half of what may go wrong is held back. */
const HELD_BACK = 2;

/**
 * What one bound at one look may be wrong by. A group-sequential test with equal shares (Bonferroni): a budget that is
 * broken passes, whenever it is looked at, in at most 1 - confidence of all checks, and so does any of the budgets that
 * are judged together.
 */
export function alphaOf(confidence: number, looks: number, limits: number): number {
  return (1 - confidence) / HELD_BACK / looks / limits;
}
