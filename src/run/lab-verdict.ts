import type { LabEstimate, LabExact } from "../result/lab-result.ts";

/** How many standard errors an estimate may be off. */
const ERRORS_MAX = 4;

/**
 * Whether an estimate agrees with a known value. It fails when it is more than 4 standard errors off (by chance once
 * in 5,000 times with 50 replications), and holds when it is not and 4 standard errors are at most the tolerance, a
 * share of the value. The second half keeps a noisy run from passing: such a one is undecided.
 */
export function verdictOf(
  estimate: LabEstimate | null,
  exact: number,
  tolerance: number,
): LabExact["verdict"] {
  if (estimate === null || estimate.standardError === null) return "undecided";
  // Figures that do not vary at all are still sums of rounded numbers.
  const allowed = ERRORS_MAX * estimate.standardError + 1e-9 * exact;
  if (Math.abs(estimate.estimate - exact) > allowed) return "fails";
  return ERRORS_MAX * estimate.standardError <= tolerance * exact ? "holds" : "undecided";
}
