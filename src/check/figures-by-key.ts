import type { Figure, Replication } from "../result/figures/figure.ts";

/** Each figure of several replications: those of budgets, then those that every run has. An id may be in both. */
export function figuresByKey(replications: readonly Replication[]): Map<string, Figure[]> {
  const byKey = new Map<string, Figure[]>();
  for (const kind of ["budgets", "figures"] as const)
    for (const { [kind]: of } of replications)
      for (const figure of of) {
        const key = figureKey(kind, figure.id);
        byKey.set(key, [...(byKey.get(key) ?? []), figure]);
      }
  return byKey;
}

export function figureKey(kind: "budgets" | "figures", id: string): string {
  return `${kind}/${id}`;
}
