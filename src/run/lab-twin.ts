import type { LabScenario } from "../scenario/lab/lab-scenario.ts";

/**
 * The same lab k times as short. Requests are made fewer, or replications where there is no warm-up (then a replication
 * is a thing by itself, as the first hundred customers of a day are). Tolerances grow as the standard errors do, by the
 * square root of k, and by nothing else.
 */
export function labTwin(scenario: LabScenario, k: number): LabScenario {
  const { run, exact } = scenario;
  const least = Math.min(run.requests, 100);
  const shorter =
    run.warmup > 0
      ? { requests: Math.max(least, Math.round(run.requests / k)) }
      : { replications: Math.max(Math.min(run.replications, 50), Math.round(run.replications / k)) };
  return {
    ...scenario,
    run: { ...run, ...shorter },
    exact: exact.map((known) => ({ ...known, tolerance: known.tolerance * Math.sqrt(k) })),
  };
}
