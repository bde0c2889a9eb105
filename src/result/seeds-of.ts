/**
 * The seeds of a scenario's replications: its own, and further ones named after it. The same list for any scenario with
 * this seed, so that two that are compared meet the same traffic, one by one.
 */
export function seedsOf(seed: string, replications: number): string[] {
  return Array.from({ length: replications }, (_, i) => (i === 0 ? seed : `${seed}/${i + 1}`));
}
