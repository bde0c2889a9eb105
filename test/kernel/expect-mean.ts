import { expect } from "vitest";
import { meanInterval } from "../../src/stats/interval.ts";

/**
 * The rule for a stochastic case: over at least 50 replications, the estimate lies within 4 standard errors of the
 * exact value, and the standard error is at most a quarter of the tolerance (relative, 1 % unless said).
 */
export function expectMean(replications: readonly number[], exact: number, tolerance = 0.01): void {
  expect(replications.length).toBeGreaterThanOrEqual(50);
  const { estimate, standardError } = meanInterval(replications);
  expect(Math.abs(estimate - exact), `${estimate} +- ${standardError}, exact ${exact}`).toBeLessThanOrEqual(
    4 * standardError,
  );
  expect(standardError, "standard error").toBeLessThanOrEqual((tolerance * Math.abs(exact)) / 4);
}
