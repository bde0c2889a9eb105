import type { SweepResult } from "../../result/sweep/sweep-result.ts";

/**
 * Places of the figures, those of budgets first and then by how far they move from point to point, measured in the
 * half-widths of their own intervals. Figures that no point has, that stand still, or that a budget asks for as well are
 * left out unless budgeted.
 */
export function byMovement({ figures, points }: SweepResult): number[] {
  const movement = figures.map((_, at) => {
    const of = points.flatMap(({ figures: all }) => all[at] ?? []);
    if (of.length === 0) return Number.NaN;
    const values = of.map(({ estimate }) => estimate);
    const spread = Math.max(...values) - Math.min(...values);
    const halves = of.map(({ estimate, low, high }) =>
      Math.max((high ?? estimate) - estimate, estimate - (low ?? estimate)),
    );
    const noise = halves.reduce((sum, half) => sum + half, 0) / halves.length;
    return spread === 0 ? 0 : spread / Math.max(noise, 1e-3 * Math.abs(Math.max(...values)));
  });
  const asked = new Set(figures.flatMap(({ budgeted, text }) => (budgeted ? [text] : [])));
  return figures
    .map(({ budgeted }, at) => ({ at, budgeted, by: movement[at] ?? Number.NaN }))
    .filter(
      ({ at, by, budgeted }) =>
        !Number.isNaN(by) && (budgeted || (by > 0 && !asked.has(figures[at]?.text ?? ""))),
    )
    .sort((a, b) => Number(b.budgeted) - Number(a.budgeted) || b.by - a.by || a.at - b.at)
    .map(({ at }) => at);
}
