/** The seeds of a scenario's replications: its own, and further ones named after it. */
export function seedsOf(seed: string, replications: number): string[] {
  return Array.from({ length: replications }, (_, i) => (i === 0 ? seed : `${seed}/${i + 1}`));
}
